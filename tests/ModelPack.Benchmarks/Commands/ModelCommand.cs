using System.CommandLine;
using ModelPack.Benchmarks.Models;

namespace ModelPack.Benchmarks.Commands;

/// <summary><c>model</c>: makes a model, or its next version, to try things by hand.</summary>
internal static class ModelCommand
{
    private static readonly Argument<string> Folder = new("folder") { Description = "Where model.onnx goes." };
    private static readonly Option<string> Size = new("--size") { Description = "The size of the weights, such as 64MiB or 8GiB.", DefaultValueFactory = _ => "64MiB" };
    private static readonly Option<ElementKind> Type = new("--type") { Description = "The kind of weights." };
    private static readonly Option<int?> ChangeLayer = new("--change-layer") { Description = "Gives this layer of the model that is there other weights; size and type must be its own." };
    private static readonly Option<int> Generation = new("--generation") { Description = "Which other weights.", DefaultValueFactory = _ => 1 };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("model", "Makes a model of 32 layers, the same for the same options.") { Folder, Size, Type, ChangeLayer, Generation };
        command.SetAction(parsed =>
        {
            GeneratedModel model = new(new ModelSpec(parsed.GetValue(Type), ByteSize.Parse(parsed.GetValue(Size)!)), parsed.GetValue(Folder)!);
            if (parsed.GetValue(ChangeLayer) is { } layer)
            {
                model.ChangeLayer(layer, parsed.GetValue(Generation));
            }
            else
            {
                model.Write();
            }
        });
        return command;
    }
}
