using System.Globalization;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Wandb;

/// <summary>Reads <c>wandb-metadata.json</c>. Folders of the machine are not taken.</summary>
internal static class WandbMetadata
{
    /// <summary>Adds what it says.</summary>
    public static void Add(WandbRun run, DataNode root)
    {
        run.System ??= root.String("os");
        run.Python ??= root.String("python");
        run.User ??= root.String("username");
        run.Mail ??= root.String("email");
        run.Host ??= root.String("host");
        run.Program ??= root.String("codePathLocal") ?? root.String("codePath") ?? root.String("program");
        run.Repository ??= root["git"]?.String("remote");
        run.Commit ??= root["git"]?.String("commit");
        run.Gpu ??= root.String("gpu") ?? (root["gpu_nvidia"] is { Items: [var first, ..] } ? first.String("name") : null);
        run.GpuCount ??= root.Integer("gpu_count");
        run.CpuCount ??= root.Integer("cpu_count");
        run.Cuda ??= root.String("cudaVersion") ?? root.String("cuda");
        run.Docker ??= root.String("docker");
        if (run.Arguments.Count == 0)
        {
            run.Arguments.AddRange(root["args"]?.Items.Where(argument => argument.IsScalar).Select(argument => argument.Text) ?? []);
        }

        // Older clients write UTC without saying so.
        if (DateTimeOffset.TryParse(root.String("startedAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset started))
        {
            run.Started ??= started;
        }
    }
}
