namespace ModelPack.Validator;

/// <summary>The entry point: commands on standard input, events on standard output, one JSON object a line; ends with its standard input.</summary>
internal static class Program
{
    private static int Main()
    {
        Limits.ProcessSetup.Apply();
        using Stream output = Limits.StandardOutput.TakeOver();
        using EventWriter events = new(output);
        using CommandReader commands = new();
        using ModelCheck check = new(events);
        while (commands.Next() is { } command)
        {
            if (command.TrackingStore is null)
            {
                check.Run(command);
            }
            else
            {
                StoreReading.Run(command, events);
            }

            commands.Finished();
        }

        return 0;
    }
}
