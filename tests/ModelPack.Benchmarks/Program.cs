using System.CommandLine;
using ModelPack.Benchmarks.Commands;

RootCommand root = new("What large models cost with ModelPack, against the stock tools.") { RatiosCommand.Create(args), PushCommand.Create(), VersionsCommand.Create(), InnerCommand.Create(), TableCommand.Create(), ModelCommand.Create() };
return await root.Parse(args).InvokeAsync();
