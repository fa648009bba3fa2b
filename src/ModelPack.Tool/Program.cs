using System.CommandLine;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Commands;

return await ModelPackCommands.Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null }).RunAsync();
