using GraphPlatform.Server.Commands;

return args switch
{
    ["schema", .. var rest] => SchemaCommand.Run(rest),
    ["ingress-config", .. var rest] => IngressConfigCommand.Run(rest),
    ["migrate", .. var rest] => await MigrateCommand.RunAsync(rest),
    ["reset-password", .. var rest] => await ResetPasswordCommand.RunAsync(rest),
    ["serve", .. var rest] => await ServeCommand.RunAsync(rest),
    [] or [['-', ..], ..] when !args.Contains("--help") => await ServeCommand.RunAsync(args),
    _ => Usage.Print(),
};
