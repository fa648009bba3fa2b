using ModelPack.Feeds.Pushing;
using ModelPack.Tool.Output;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Push;

/// <summary>Shows how many bytes have gone, where somebody watches.</summary>
internal static class TransferBar
{
    /// <summary>Runs a transfer with a bar.</summary>
    /// <param name="output">Where the bar is shown.</param>
    /// <param name="what">What goes, in a word or two.</param>
    /// <param name="transfer">Runs it; is given what takes its progress, or nothing.</param>
    public static Task<T> RunAsync<T>(ToolOutput output, string what, Func<IProgress<PushProgress>?, Task<T>> transfer) => !output.ShowsProgress
        ? transfer(null)
        : output.Notes.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                ProgressTask task = context.AddTask(Shown.Markup(what), autoStart: true, maxValue: 1);
                task.IsIndeterminate = true;
                return transfer(new Bar(task));
            });

    private sealed class Bar(ProgressTask task) : IProgress<PushProgress>
    {
        public void Report(PushProgress value)
        {
            lock (task)
            {
                task.IsIndeterminate = false;
                task.MaxValue = Math.Max(value.AllTotal, value.AllBytes);
                task.Value = value.AllBytes;
            }
        }
    }
}
