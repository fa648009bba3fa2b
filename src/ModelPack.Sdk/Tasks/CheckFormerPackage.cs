using Microsoft.Build.Framework;
using ModelPack.Core.Packing;

namespace ModelPack.Sdk.Tasks;

/// <summary>Makes stock pack write again where the package that is there is not the one that it wrote; see <see cref="PackageRecord"/>.</summary>
public sealed class CheckFormerPackage : CancelableTask
{
    /// <summary>The folder that the build wrote to.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>What stock pack will write.</summary>
    public ITaskItem[] Packages { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() => new PackageRecord(StateFolder).RenewUnlessOurs(Packages.Select(package => package.GetMetadata("FullPath")));
}
