namespace ModelPack.Tool.Commands.Validate;

/// <summary>Where the program is that loads and runs models.</summary>
internal static class ValidatorHost
{
    /// <summary>The validator's assembly, beside the tool.</summary>
    public static string Assembly => Path.Combine(AppContext.BaseDirectory, "validator", "ModelPack.Validator.dll");
}
