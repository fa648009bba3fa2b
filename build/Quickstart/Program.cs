using System.Text;
using Quickstart;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using CancellationTokenSource cancellation = new();
Console.CancelKeyPress += (_, press) =>
{
    // The service is stopped first; the process ends by itself then.
    press.Cancel = true;
    cancellation.Cancel();
};

try
{
    await new Tour(new QuickstartFolder(args[0], args[1]), cancellation.Token).Run();
    return 0;
}
catch (StepException exception)
{
    Terminal.Failure(exception.Message);
    return 1;
}
catch (OperationCanceledException)
{
    Terminal.Failure("Stopped.");
    return 1;
}
