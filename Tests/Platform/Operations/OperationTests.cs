using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Operations;

namespace GraphPlatform.Tests.Platform.Operations;

public sealed class OperationTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly Operation operation = new(
        "opr_1", OperationKind.CreateContainer, new Organization("org_1", "Acme", Now), "ctr_1", 1, "usr_1", [Stages.PullImage, Stages.Create, Stages.Start], Now);

    [Fact]
    public void A_stage_that_was_passed_over_was_not_needed()
    {
        operation.Begin(Stages.Create, Now);
        Assert.Equal([StageStatus.Skipped, StageStatus.Running, StageStatus.Pending], operation.Stages.Select(s => s.Status));
    }

    [Fact]
    public void Success_ends_the_stage_that_ran()
    {
        operation.Begin(Stages.Start, Now);
        operation.Succeed(Now.AddSeconds(2));
        Assert.Equal(OperationStatus.Succeeded, operation.Status);
        Assert.Equal(Now.AddSeconds(2), operation.Stages[2].FinishedAt);
        Assert.Equal(StageStatus.Succeeded, operation.Stages[2].Status);
    }

    [Fact]
    public void A_failure_says_where_and_why_and_nothing_changes_it_afterwards()
    {
        operation.Begin(Stages.PullImage, Now);
        operation.Fail(new Problem(ErrorCode.Engine, "no such image"), Now);
        operation.Begin(Stages.Start, Now);
        operation.Succeed(Now);
        Assert.Equal(OperationStatus.Failed, operation.Status);
        Assert.Equal("no such image", operation.ErrorMessage);
        Assert.Equal([StageStatus.Failed, StageStatus.Skipped, StageStatus.Skipped], operation.Stages.Select(s => s.Status));
    }
}
