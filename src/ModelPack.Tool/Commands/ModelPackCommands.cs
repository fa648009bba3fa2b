using System.CommandLine;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Commands.Inspect;
using ModelPack.Tool.Commands.Log;
using ModelPack.Tool.Commands.Sbom;
using ModelPack.Tool.Commands.Validate;
using ModelPack.Tool.Commands.Versions;

namespace ModelPack.Tool.Commands;

/// <summary>Every command of <c>dotnet modelpack</c>.</summary>
internal static class ModelPackCommands
{
    /// <summary>Makes the root command.</summary>
    public static RootCommand Create() => new("Version, ship and roll back machine-learning models as NuGet packages.")
    {
        CommonOptions.Json,
        InspectCommand.Create(),
        LogCommand.Create(),
        SbomCommand.Create(),
        ValidateCommand.Create(),
        VersionsCommand.Create(),
    };
}
