using System.CommandLine;
using System.CommandLine.Help;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Commands.Attest;
using ModelPack.Tool.Commands.Catalog;
using ModelPack.Tool.Commands.Copy;
using ModelPack.Tool.Commands.Deprecate;
using ModelPack.Tool.Commands.FeedCheck;
using ModelPack.Tool.Commands.Gc;
using ModelPack.Tool.Commands.Inspect;
using ModelPack.Tool.Commands.Log;
using ModelPack.Tool.Commands.Promote;
using ModelPack.Tool.Commands.Push;
using ModelPack.Tool.Commands.Revoke;
using ModelPack.Tool.Commands.Rollback;
using ModelPack.Tool.Commands.Sbom;
using ModelPack.Tool.Commands.Unlist;
using ModelPack.Tool.Commands.Validate;
using ModelPack.Tool.Commands.Versions;

namespace ModelPack.Tool.Commands;

/// <summary>Every command of <c>dotnet modelpack</c>.</summary>
internal static class ModelPackCommands
{
    /// <summary>Makes the root command.</summary>
    public static RootCommand Create()
    {
        RootCommand root = All();
        root.Options.OfType<HelpOption>().Single().Action = new ToolHelp();
        return root;
    }

    private static RootCommand All() => new("Version, ship and roll back machine-learning models as NuGet packages.")
    {
        CommonOptions.Json,
        ApproveCommand.Create(),
        AttestCommand.Create(),
        CatalogCommand.Create(),
        CopyCommand.Create(),
        DeprecateCommand.Create(),
        FeedCommand.Create(),
        GcCommand.Create(),
        InspectCommand.Create(),
        LogCommand.Create(),
        PromoteCommand.Create(),
        PushCommand.Create(),
        RevokeCommand.Create(),
        RollbackCommand.Create(),
        SbomCommand.Create(),
        UnlistCommand.Create(),
        ValidateCommand.Create(),
        VersionsCommand.Create(),
    };
}
