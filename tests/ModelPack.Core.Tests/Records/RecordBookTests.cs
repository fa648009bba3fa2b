using System.Text;
using System.Text.Json.Nodes;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;

namespace ModelPack.Core.Tests.Records;

public sealed class RecordBookTests
{
    [Fact]
    public void ABookReadsAsItWasWritten()
    {
        byte[] bytes = RecordBooks.ToUtf8Bytes(Book());

        RecordBook<AttestationRecord> read = Read(bytes);

        Assert.Equal(["approval", "evaluation"], read.Records.Select(record => record.Type));
        Assert.Equal(0.91, read.Records[1].Metrics![0].Value);
        Assert.Equal(bytes, RecordBooks.ToUtf8Bytes(read));
    }

    [Fact]
    public void AChangedBookIsRefused()
    {
        string text = Encoding.UTF8.GetString(RecordBooks.ToUtf8Bytes(Book()));
        JsonNode reordered = JsonNode.Parse(text)!;
        JsonNode first = reordered["records"]![0]!;
        reordered["records"]!.AsArray().RemoveAt(0);
        reordered["records"]!.AsArray().Add(first);

        Assert.Equal(RecordDiagnosticCodes.BadHistory, SampleRecords.Problem(() => Read(Encoding.UTF8.GetBytes(text.Replace("\"alice\"", "\"mallory\"", StringComparison.Ordinal)))).Code);
        Assert.Equal(RecordDiagnosticCodes.BadHistory, SampleRecords.Problem(() => Read(Encoding.UTF8.GetBytes(reordered.ToJsonString()))).Code);
        Assert.Equal(RecordDiagnosticCodes.BadHistory, SampleRecords.Problem(() => Read(Encoding.UTF8.GetBytes(text.Replace("\"model\": \"Contoso.Sentiment\"", "\"model\": \"Contoso.Other\"", StringComparison.Ordinal)))).Code);
    }

    [Fact]
    public void ASignedEnvelopeThatIsThereAgainIsRefused()
    {
        using RecordKey key = RecordKey.Create();
        RecordBook<AttestationRecord> book = new() { Kind = RecordKinds.Attestations, Model = "Contoso.Sentiment" };
        for (int number = 1; number <= 3; number++)
        {
            AttestationRecord record = SampleRecords.Attestation(AttestationTypes.Evaluation, "1.0.0", "alice");
            (record.Sequence, record.Previous, record.Envelope) = (number, book.Records.LastOrDefault()?.ComputeDigest(), new string((char)('a' + (number % 2)), 64));
            book = book.With(record);
        }

        Problem problem = SampleRecords.Problem(() => Read(RecordBooks.ToUtf8Bytes(book)));

        Assert.Equal(RecordDiagnosticCodes.BadHistory, problem.Code);
        Assert.Contains("the signed envelope of record 1 again as record 3", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ABookOfAnotherKindIsRefused() =>
        Assert.Equal(RecordDiagnosticCodes.BadRecord, SampleRecords.Problem(() => RecordBooks.LoadRevocations(new MemoryStream(RecordBooks.ToUtf8Bytes(Book())), "b")).Code);

    [Fact]
    public void WhatIsLargerThanReadersTakeIsNotWritten()
    {
        string text = new('x', 1 << 20);
        RecordBook<AttestationRecord> book = Book();
        book.Records = [.. Enumerable.Repeat(new AttestationRecord { Reason = text }, 64)];
        AliasHistory alias = AliasHistory.Begin("Contoso.Sentiment", "Production");
        alias.Records = [.. Enumerable.Repeat(new PromotionRecord { Reason = text }, 64)];

        Problem problem = SampleRecords.Problem(() => RecordBooks.ToUtf8Bytes(book));
        Assert.Equal(RecordDiagnosticCodes.RecordsFull, problem.Code);
        Assert.Contains("'Contoso.Sentiment (attestations)' would be more than 64 MiB", problem.Message, StringComparison.Ordinal);
        Assert.Equal(RecordDiagnosticCodes.RecordsFull, SampleRecords.Problem(() => alias.ToUtf8Bytes()).Code);
    }

    [Fact]
    public void MoreRecordsThanReadersTakeAreNotWritten()
    {
        RecordBook<AttestationRecord> book = Book();
        book.Records = [.. Enumerable.Repeat(book.Records[0], 100_000)];
        AliasHistory alias = AliasHistory.Begin("Contoso.Sentiment", "Production");
        alias.Records = [.. Enumerable.Repeat(new PromotionRecord { Sequence = 1 }, 100_000)];

        Assert.Equal(RecordDiagnosticCodes.RecordsFull, SampleRecords.Problem(() => book.With(new AttestationRecord())).Code);
        Assert.Equal(RecordDiagnosticCodes.RecordsFull, SampleRecords.Problem(() => alias.Append(2, new PromotionRecord())).Code);
    }

    [Theory]
    [InlineData("1.0.0", true)]
    [InlineData("1", true)]
    [InlineData("1.2.3.4-rc.1+b", true)]
    [InlineData("01.0", true)]
    [InlineData("", false)]
    [InlineData("latest", false)]
    [InlineData("1.0.0 ", false)]
    [InlineData("1..0", false)]
    [InlineData("1.0.0.0.0", false)]
    [InlineData("1.0-", false)]
    [InlineData("99999999999.0.0", false)]
    [InlineData("1.0.0]\n", false)]
    public void ARecordNamesAVersion(string version, bool isOne)
    {
        RecordSubject subject = new() { Id = "Contoso.Sentiment", Version = version, Digest = SampleRecords.Digest("1.0.0") };
        RecordBook<RevocationRecord> book = new() { Kind = RecordKinds.Revocations, Model = subject.Id, Records = [new RevocationRecord { Sequence = 1, Subject = subject, Reason = "leak" }] };
        AliasHistory alias = AliasHistory.Begin(subject.Id, "Production").Append(1, new PromotionRecord { Action = PromotionActions.Promote, Model = subject });
        Action[] reads = [() => RecordBooks.LoadRevocations(new MemoryStream(RecordBooks.ToUtf8Bytes(book)), "b"), () => AliasHistory.Load(new MemoryStream(alias.ToUtf8Bytes()), "h")];

        foreach (Action read in reads)
        {
            Assert.Equal(isOne ? null : RecordDiagnosticCodes.BadRecord, (Record.Exception(read) as ModelPackException)?.Problem.Code);
        }
    }

    [Fact]
    public void OneBookContinuesAnother()
    {
        RecordBook<AttestationRecord> book = Book();
        RecordBook<AttestationRecord> older = new() { Kind = book.Kind, Model = book.Model, Records = [book.Records[0]] };

        Assert.True(RecordBooks.Continues(book, older));
        Assert.False(RecordBooks.Continues(older, book));
    }

    [Fact]
    public void ARevocationCoversTheSameContentUnderAnotherVersion()
    {
        RevocationRecord revocation = new() { Subject = SampleRecords.Subject("1.0.0"), Reason = "leak" };
        RecordSubject same = SampleRecords.Subject("2.0.0");
        same.Digest = SampleRecords.Digest("1.0.0");

        Assert.True(revocation.Covers(SampleRecords.Subject("1.0.0")));
        Assert.True(revocation.Covers(same));
        Assert.False(revocation.Covers(SampleRecords.Subject("2.0.0")));
    }

    [Fact]
    public void DeploymentsAreRead()
    {
        const string Text = """
            { "schemaVersion": 1, "kind": "deployments", "model": "Contoso.Sentiment", "records": [ {
              "sequence": 1, "service": "Shop", "image": "registry/shop@sha256:00", "time": "2026-05-04T09:00:00Z",
              "model": { "id": "Contoso.Sentiment", "version": "1.0.0", "digest": "sha256:11" }, "actor": { "name": "ci" } } ] }
            """;

        DeploymentRecord record = Assert.Single(RecordBooks.LoadDeployments(new MemoryStream(Encoding.UTF8.GetBytes(Text)), "d").Records);

        Assert.Equal("registry/shop@sha256:00", record.Image);
    }

    [Fact]
    public void AFileThatIsTooLargeToAttachIsRefused()
    {
        using TempFolder folder = new("attach");
        folder.Write("small", [1, 2, 3]);
        folder.Write("large", new byte[AttachedFile.MaximumSize + 1]);

        Assert.Equal((3, "small"), (AttachedFile.Read(folder["small"]).File.Size, AttachedFile.Read(folder["small"]).File.Name));
        Assert.Equal(RecordDiagnosticCodes.BadAttachment, SampleRecords.Problem(() => AttachedFile.Read(folder["large"])).Code);
        Assert.Equal(RecordDiagnosticCodes.BadAttachment, SampleRecords.Problem(() => AttachedFile.Read(folder["none"])).Code);
    }

    private static RecordBook<AttestationRecord> Book()
    {
        AttestationRecord first = SampleRecords.Attestation(AttestationTypes.Approval, "1.0.0", "alice");
        AttestationRecord second = SampleRecords.Attestation(AttestationTypes.Evaluation, "1.0.0", "bob");
        second.Sequence = 2;
        second.Previous = first.ComputeDigest();
        second.Metrics = [new ModelMetric { Name = "accuracy", Value = 0.91 }];
        return new RecordBook<AttestationRecord> { Kind = RecordKinds.Attestations, Model = SampleRecords.Model, Records = [first, second] };
    }

    private static RecordBook<AttestationRecord> Read(byte[] bytes) => RecordBooks.LoadAttestations(new MemoryStream(bytes), "b");
}
