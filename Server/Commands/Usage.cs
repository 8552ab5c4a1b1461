namespace GraphPlatform.Server.Commands;

/// <summary>What the program can do.</summary>
internal static class Usage
{
    public static int Print()
    {
        Console.WriteLine("""
            graphplatform [COMMAND] [OPTIONS]

              serve                          runs the server (this is what happens without a command)
              schema                         prints the GraphQL schema
              ingress-config                 prints the configuration of Caddy, the proxy before the containers
              migrate                        brings the database up to date
              reset-password EMAIL           sets a new password, which it asks for or reads from GRAPHPLATFORM_PASSWORD

              --urls URL                     where to listen; http://127.0.0.1:5080
              --data DIR                     the folder of everything that is kept; .data

            Every option of appsettings.sample.json can be set in an appsettings.json in the working directory, as --Section:Name value,
            or as an environment variable GRAPHPLATFORM_Section__Name.
            """);
        return 2;
    }
}
