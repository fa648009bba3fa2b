using System.CommandLine;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Validate;

/// <summary><c>validate</c>: loads and runs models in ONNX Runtime, outside of a build.</summary>
internal static class ValidateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> what = new("what") { Description = $"A model file, a folder with models, a .nupkg, {PackageReferenceText.Form}, a model project, or a service's output folder." };
        Command command = new("validate", "Load models in ONNX Runtime, run them, and compare with their golden samples, in a process of its own.") { what };
        ValidateArguments arguments = new(command);
        FeedArguments feeds = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            ValidateSettings settings = arguments.Read(result);
            Lazy<PackageLocator> packages = new(() => feeds.Packages(result, output));
            Validation validation = new(settings, packages, () => feeds.Build(result, packages.Value.Context), output);
            ValidateDocument document = await validation.RunAsync(result.GetValue(what)!, cancellationToken);
            if (output.IsJson)
            {
                ToolOutput.Json(document, ValidateJsonContext.Default.ValidateDocument);
            }
            else
            {
                foreach (string line in ValidateLines.Of(document))
                {
                    output.Answer.WriteLine(Shown.Line(line));
                }

                foreach (Problem problem in validation.Problems)
                {
                    output.Warn(problem);
                }
            }

            return document.Valid ? ExitCodes.Done : ExitCodes.No;
        });
        return command;
    }
}
