using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Pushing;

namespace ModelPack.Feeds.Tests.Pushing;

public sealed class ConfirmationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NoMoreAreAskedForAtOnceThanTheOptionsAllow()
    {
        int running = 0;
        int most = 0;
        int[] asked = new int[50];

        int? missing = await Wait(50, async (index, token) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            await Task.Delay(1, token);
            Interlocked.Decrement(ref running);
            // Every other shows at the third time.
            return Interlocked.Increment(ref asked[index]) >= (index % 2 == 0 ? 1 : 3);
        });

        Assert.Null(missing);
        Assert.InRange(most, 1, 3);
        Assert.Equal(Enumerable.Range(0, 50).Select(index => index % 2 == 0 ? 1 : 3), asked);
    }

    [Fact]
    public async Task TheFirstThatDoesNotShowIsNamed()
    {
        int? missing = await Wait(10, (index, _) => Task.FromResult(index is not (4 or 7)));

        Assert.Equal(4, missing);
    }

    private static Task<int?> Wait(int count, Func<int, CancellationToken, Task<bool>> isThere) =>
        Confirmation.WaitAsync(count, isThere, new PushOptions { Feed = new FeedOptions { Concurrency = 3 }, ConfirmDelay = TimeSpan.FromMilliseconds(1) }, TimeSpan.FromMilliseconds(count == 50 ? 20_000 : 20), NotShown, Token);

    private static void InterlockedMax(ref int most, int value)
    {
        for (int known = most; value > known; known = most)
        {
            Interlocked.CompareExchange(ref most, value, known);
        }
    }

    [Fact]
    public async Task ALongWaitIsTold()
    {
        using CancellationTokenSource ending = new();
        List<Problem> told = [];
        PushOptions options = new()
        {
            Feed = new FeedOptions
            {
                Warn = problem =>
                {
                    told.Add(problem);
                    ending.Cancel();
                },
            },
            ConfirmDelay = TimeSpan.FromSeconds(11),
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Confirmation.WaitAsync(2, (index, _) => Task.FromResult(index == 0), options, TimeSpan.FromMinutes(5), NotShown, ending.Token));

        Assert.Equal("1", Assert.Single(told).Message);
    }

    private static Problem NotShown(int index) => new("MP5034", index.ToString(CultureInfo.InvariantCulture));
}
