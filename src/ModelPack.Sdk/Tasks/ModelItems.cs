using System.Collections;
using Microsoft.Build.Framework;
using ModelPack.Core.Projects;

namespace ModelPack.Sdk.Tasks;

/// <summary>Maps MSBuild items to Core's.</summary>
internal static class ModelItems
{
    private const string KindMetadata = "ModelPackKind";

    public static List<ModelItem> From(ITaskItem[] items, string projectFolder)
    {
        List<ModelItem> result = new(items.Length);
        foreach (ITaskItem item in items)
        {
            Dictionary<string, string> metadata = new(StringComparer.OrdinalIgnoreCase);
            foreach (DictionaryEntry entry in item.CloneCustomMetadata())
            {
                if ((string)entry.Key != KindMetadata)
                {
                    metadata[(string)entry.Key] = (string?)entry.Value ?? "";
                }
            }

            ModelItemKind kind = Enum.Parse<ModelItemKind>(item.GetMetadata(KindMetadata));
            string include = item.ItemSpec;

            // A name is no path: a metric called 'a:b' must not be resolved as one.
            bool isPath = kind is <= ModelItemKind.Dataset or ModelItemKind.Lineage;
            result.Add(new ModelItem(kind, include, isPath ? Path.GetFullPath(include.Replace('\\', Path.DirectorySeparatorChar), projectFolder) : include, isPath ? item.GetMetadata("RecursiveDir") : "", metadata));
        }

        return result;
    }
}
