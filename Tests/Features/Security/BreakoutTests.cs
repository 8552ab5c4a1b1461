using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Security;

/// <summary>Tries to get out of real containers, and into others. Each attempt has to fail.</summary>
public sealed class BreakoutTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [SkippableFact]
    public async Task From_inside_nobody_becomes_root_writes_the_system_mounts_makes_devices_or_reads_the_host()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        string[] attempts =
        [
            "touch /mine",
            "echo x >> /bin/busybox",
            "rm /bin/busybox",
            "cp /bin/busybox /data/su && chmod 4755 /data/su && /data/su su -c true",
            "su -c true",
            "chroot / true",
            "mount -t tmpfs none /tmp",
            "mount -t proc proc /data",
            "umount /data",
            "mknod /tmp/disk b 8 0",
            "mknod /tmp/mem c 1 1",
            "ls /proc/1/root/etc/shadow",
            "cat /proc/kcore",
            "echo 1 > /proc/sys/kernel/panic",
            "echo b > /proc/sysrq-trigger",
            "echo 1 > /sys/fs/cgroup/memory/memory.limit_in_bytes",
            "ls /var/run/docker.sock",
            "cat /dev/sda /dev/vda",
            "dmesg",
            "hostname evil",
            "date -s 2001-01-01; [ $(date +%Y) = 2001 ]",
            "ip link set eth0 down",
            "ping -c 1 -W 1 127.0.0.1",
            "nice -n -10 sh -c '[ $(nice) -lt 0 ]'",
            "unshare -r true",
            "nsenter -t 1 -m true",
        ];
        var script = string.Join('\n', attempts.Select(attempt => $"({attempt}) >/dev/null 2>&1 && echo {JsonSerializer.Serialize(attempt).Replace("$", "\\$", StringComparison.Ordinal)}"));
        var outcome = await ExecAsync(id, script + "\necho over");
        Assert.Equal("over", outcome.GetProperty("stdout").GetString()!.Trim());
        Assert.Equal("2", (await ExecAsync(id, "grep Seccomp: /proc/self/status | cut -f2")).GetProperty("stdout").GetString()!.Trim());
        await fixture.StatusAsync(id, "RUNNING");
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_fork_bomb_ends_at_the_limit_of_processes_and_what_eats_memory_at_that_of_memory()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("exec sleep 1000", ", resources: {pids: 40, memoryBytes: 33554432}");
        var forks = await ExecAsync(id, "i=0; while [ $i -lt 200 ]; do sleep 20 & i=$((i+1)); done 2>/dev/null; wait");
        Assert.NotEqual(0, forks.GetProperty("exitCode").GetInt32());
        var name = await fixture.EngineNameAsync(id);
        Assert.InRange((await DockerEngine.LinesAsync("top", name)).Length - 1, 1, 40);
        await fixture.DeleteAsync(id);

        var hungry = await fixture.RunAsync("exec sleep 1000", ", resources: {memoryBytes: 33554432}");
        var eaten = await ExecAsync(hungry, "dd if=/dev/zero of=/dev/null bs=200M count=1");
        Assert.NotEqual(0, eaten.GetProperty("exitCode").GetInt32());
        await fixture.StatusAsync(hungry, "RUNNING");
        await fixture.DeleteAsync(hungry);
    }

    [SkippableFact]
    public async Task Containers_of_a_project_find_each_other_by_name_and_those_of_another_neither_by_name_nor_by_address()
    {
        DockerEngine.Require();
        var other = (await fixture.Client.MutateAsync("createProject(input: {name: \"other\"}) { project { id } }")).GetProperty("project").GetProperty("id").GetString()!;
        const string web = "mkdir -p /tmp/www && echo hello > /tmp/www/index.html && exec httpd -f -p 8000 -h /tmp/www";
        var server = await fixture.RunAsync(web);
        var near = await fixture.RunAsync();
        var far = await RunInAsync(other, "far");
        var address = await DockerEngine.RunAsync("inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", await fixture.EngineNameAsync(server));
        var name = (await fixture.Client.QueryAsync("query($id: ID!) { container(id: $id) { name } }", new { id = server })).GetProperty("container").GetProperty("name").GetString();

        Assert.Equal("hello", (await ExecAsync(near, $"timeout 5 wget -qO- http://{name}:8000/")).GetProperty("stdout").GetString()!.Trim());
        Assert.Equal("hello", (await ExecAsync(near, $"timeout 5 wget -qO- http://{address}:8000/")).GetProperty("stdout").GetString()!.Trim());
        Assert.Equal(0, (await ExecAsync(near, $"timeout 5 nslookup {name}")).GetProperty("exitCode").GetInt32());

        Assert.NotEqual(0, (await ExecAsync(far, $"timeout 5 nslookup {name}")).GetProperty("exitCode").GetInt32());
        foreach (var host in new[] { name, address })
        {
            var tried = await ExecAsync(far, $"timeout 5 wget -qO- http://{host}:8000/");
            Assert.NotEqual(0, tried.GetProperty("exitCode").GetInt32());
            Assert.DoesNotContain("hello", tried.GetProperty("stdout").GetString(), StringComparison.Ordinal);
        }

        foreach (var id in new[] { server, near, far }) await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_host_port_of_a_pool_is_published_and_one_that_is_blocked_is_refused_and_in_the_trail()
    {
        DockerEngine.Require();
        var refused = await fixture.Client.QueryAsync(
            """
            mutation($p: ID!) { createContainer(input: {projectId: $p, name: "ssh", image: "graphplatform-test:busybox", ports: [{containerPort: 22}]}) {
              errors { __typename message ... on SecurityViolationError { rule } } } }
            """,
            new { p = fixture.ProjectId });
        var error = Assert.Single(refused.GetProperty("createContainer").GetProperty("errors").EnumerateArray());
        Assert.Equal(("SecurityViolationError", "blocked-ports"), (error.GetProperty("__typename").GetString(), error.GetProperty("rule").GetString()));

        var id = await fixture.RunAsync("mkdir -p /tmp/www && echo pooled > /tmp/www/index.html && exec httpd -f -p 8000 -h /tmp/www", ", httpPort: 8000, ports: [{containerPort: 8000, pool: \"general\"}]");
        var container = (await fixture.Client.QueryAsync("query($id: ID!) { container(id: $id) { slug urls { url kind } current { ports { hostPort address } } } }", new { id })).GetProperty("container");
        var port = container.GetProperty("current").GetProperty("ports")[0].GetProperty("hostPort").GetInt32();
        Assert.InRange(port, 20000, 29999);
        using var http = new HttpClient();
        Assert.Equal("pooled\n", await http.GetStringAsync(new Uri($"http://127.0.0.2:{port}/")));
        Assert.Equal($"http://{container.GetProperty("slug").GetString()}.apps.localhost:8880", container.GetProperty("urls")[0].GetProperty("url").GetString());
        await ExecAsync(id, "echo hunter2");
        await fixture.DeleteAsync(id);

        var commands = await fixture.Client.QueryAsync(
            "query($id: ID!) { organizations { audit(first: 100, where: {action: \"execInContainer\", subjectId: $id}) { nodes { outcome detail } } } }", new { id });
        Assert.Equal("{\"outcome\":\"DONE\",\"detail\":\"sh\"}", Assert.Single(commands.GetProperty("organizations")[0].GetProperty("audit").GetProperty("nodes").EnumerateArray()).GetRawText());

        var trail = await fixture.Client.QueryAsync(
            "{ organizations { audit(first: 100, where: {action: \"createContainer\"}) { nodes { action outcome detail subjectId actor { ... on User { email } } } } } platformAudit(first: 5) { nodes { action } } }");
        var entries = trail.GetProperty("organizations")[0].GetProperty("audit").GetProperty("nodes").EnumerateArray().ToList();
        Assert.Contains(entries, e => e.GetProperty("outcome").GetString() == "REFUSED" && e.GetProperty("detail").GetString()!.StartsWith("Against the rule blocked-ports", StringComparison.Ordinal));
        Assert.Contains(entries, e => e.GetProperty("subjectId").GetString() == id && e.GetProperty("actor").GetProperty("email").GetString() == ServerProcess.Email);
        Assert.Equal("createUser", trail.GetProperty("platformAudit").GetProperty("nodes")[0].GetProperty("action").GetString());
    }

    private async Task<string> RunInAsync(string projectId, string name)
    {
        var payload = await fixture.Client.MutateAsync(
            "createContainer(input: {projectId: $p, name: $name, image: \"graphplatform-test:busybox\", command: [\"sleep\", \"1000\"]}) { container { id } operation { id } }",
            "$p: ID!, $name: String!",
            new { p = projectId, name });
        var ended = await fixture.OperationAsync(payload.GetProperty("operation").GetProperty("id").GetString()!);
        Assert.Equal("SUCCEEDED", ended.GetProperty("status").GetString());
        return payload.GetProperty("container").GetProperty("id").GetString()!;
    }

    private Task<JsonElement> ExecAsync(string id, string script) => fixture.Client.MutateAsync(
        "execInContainer(input: {containerId: $id, command: [\"sh\", \"-c\", $script], timeout: \"PT60S\"}) { exitCode stdout stderr }", "$id: ID!, $script: String!", new { id, script });
}
