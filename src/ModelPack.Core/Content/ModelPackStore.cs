namespace ModelPack.Core.Content;

/// <summary>The folder for what this machine remembers: <c>MODELPACK_STORE</c>, else <c>ModelPack</c> under the user's local data folder.</summary>
public static class ModelPackStore
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "MODELPACK_STORE";

    /// <summary>The full path of the store; <see langword="null"/> where the user has no local data folder.</summary>
    public static string? Folder
    {
        get
        {
            string? folder = Environment.GetEnvironmentVariable(Variable);
            if (!string.IsNullOrEmpty(folder))
            {
                return Path.GetFullPath(folder);
            }

            string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return local.Length == 0 ? null : Path.Combine(local, "ModelPack");
        }
    }
}
