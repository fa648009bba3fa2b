using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Python;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Manifest;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Lineage;

public sealed class PythonImporterTests
{
    [Theory]
    [InlineData("python/poetry/poetry.lock", "Poetry", "python >=3.10,<4.0", 60, "anyio=4.13.0")]
    [InlineData("python/poetry/old_lock/poetry.lock", "Poetry", "python ^3.8", 1, "sampleproject=1.3.1")]
    [InlineData("python/uv/built-by-uv/uv.lock", "Uv", "python >=3.12", 8, "anyio=4.6.2.post1")]
    [InlineData("python/uv/benchmark/uv.lock", "Uv", "python >=3.11", 50, "idna=")]
    [InlineData("python/pylock/spec-example/pylock.toml", "PyLock", "python ==3.12.*", 3, "attrs=25.1.0")]
    [InlineData("python/pylock/spectree/pylock.toml", "PyLock", "python >=3.10.18", 60, "aiofiles=24.1.0")]
    [InlineData("python/requirements/uv-compiled-dev.txt", "Requirements", null, 300, "absl-py=2.5.0")]
    public void PackagesOfRealLockFilesAreRead(string file, string kind, string? language, int least, string package)
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/" + file));

        ModelManifest manifest = project.BuildManifest();

        SortedDictionary<string, string> packages = manifest.Environment!.Packages!["pypi"];
        Assert.Equal((kind, language), (manifest.Lineage![0].Kind, manifest.Environment.Language));
        Assert.True(packages.Count >= least, $"{packages.Count}");
        Assert.Contains(packages, pair => $"{pair.Key}={pair.Value}".StartsWith(package, StringComparison.Ordinal));
        Assert.Null(manifest.Environment.Unpinned);
        Assert.EndsWith(Path.GetFileName(file), manifest.Environment.LockFile, StringComparison.Ordinal);
        SchemaTests.AssertManifest(project);
    }

    [Fact]
    public void AnEnvironmentOfAnyNameIsRead()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/python/requirements/hash-environment.yml"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(("Conda", "3.9.0", "*"), (manifest.Lineage![0].Kind, manifest.Environment!.Packages!["pypi"]["flit-core"], manifest.Environment.Unpinned!["conda"]["pip"]));
        Assert.Equal(["environment"], manifest.Lineage[0].Facts!);
    }

    [Fact]
    public void OpenRequirementsAreNotedAndAnErrorWhereLineageIsStrict()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/python/requirements/wandb-test.txt"));

        SortedDictionary<string, string> open = project.BuildManifest().Environment!.Unpinned!["pypi"];

        Assert.Equal(("~=8.4", "*", "~=5.1", "~=0.8.1"), (open["pytest"], open["looptime"], open["moto"], open["pyte"]));
        Assert.Equal("~=2.3; python_version >= '3.11' | ~=1.3; python_version < '3.11'", open["pandas"]);

        project.Lineage = new() { Strict = true };
        Problem problem = project.BuildError();

        Assert.Equal(DiagnosticCodes.UnpinnedRequirement, problem.Code);
        Assert.Contains("'coverage' (~=7.10)", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("requirements.txt", "numpy==1.26.4 --hash=sha256:ab \\\n    --hash=sha256:cd  # via x\nA_b.C[x,y] === 2.0 ; python_version > '3'\n", "a-b-c=2.0 numpy=1.26.4", "")]
    [InlineData("requirements.txt", "a>=1,==1.5\nb==1.*\nc (==3)\nd != 2\n", "a=1.5 c=3", "b===1.* d=!= 2")]
    [InlineData("requirements.txt", "x @ git+https://u:tok@h/x.git@0123456789012345678901234567890123456789\ny @ https://h/y-1.2.3-py3-none-any.whl#sha256=ab\n./wheels/z_z-0.1-cp312-cp312-linux_x86_64.whl\n-e git+https://h/w.git@main#egg=w\n-e .\n./local\n", "x=git+https://h/x.git@0123456789012345678901234567890123456789 y=1.2.3 z-z=0.1", "w=@ git+https://h/w.git@main#egg=w")]
    [InlineData("requirements.txt", "-r base.txt\n--constraint=pins.txt\n-c https://h/pins.txt\n-r gone.txt\nq\nr<2\n--index-url https://u:p@h/simple\n", "base=1 q=4", "r=<2")]
    [InlineData("requirements.txt", "\ufeffa==1\r\n\r\n", "a=1", "")]
    [InlineData("environment.yml", "name: /home/jane/env\ndependencies:\n- python=3.12.9\n- conda-forge::zlib=1.2.13=h16_4\n- mkl=2024.0\n- pip\n- pip:\n  - numpy==2.2.6\n  - flit-core === 3.9.0 --hash=sha256:1234\n", "conda/python=3.12.9 conda/zlib=1.2.13 flit-core=3.9.0 numpy=2.2.6", "conda/mkl==2024.0 conda/pip=*")]
    [InlineData("python_env.yaml", "python: 3.12.9\nbuild_dependencies:\n- pip==25.1\ndependencies:\n- -r base.txt\n", "base=1", "")]
    [InlineData("explicit-linux.txt", "# x\n@EXPLICIT\nhttps://conda.anaconda.org/conda-forge/linux-64/ld_impl-linux-64-2.40-h41732ed_0.conda#abc\nhttps://h/python-3.11.4-hab_0_cpython.tar.bz2\n", "conda/ld_impl-linux-64=2.40 conda/python=3.11.4", "")]
    [InlineData("Pipfile.lock", """{ "_meta": { "requires": { "python_version": "3.11" } }, "default": { "Num_Py": { "version": "==1.0", "hashes": [] }, "x": { "git": "https://h/x", "ref": "abc" }, "y": { "path": "." } }, "develop": { "pytest": { "version": "==1" } } }""", "num-py=1.0 x=git+https://h/x@abc", "y=@ .")]
    [InlineData("uv.lock", "version = 1\n[[package]]\nname = \"me\"\nversion = \"0\"\nsource = { editable = \".\" }\n[[package]]\nname = \"g\"\nversion = \"1\"\nsource = { git = \"https://h/g?rev=x#abc\" }\n[[package]]\nname = \"d\"\nsource = { directory = \"lib\" }\n[[package]]\nname = \"n\"\nversion = \"1\"\n[[package]]\nname = \"n\"\nversion = \"2\"\n", "g=1 @ git+https://h/g?rev=x#abc n=1, 2", "d=@ lib")]
    [InlineData("pylock.dev.toml", "lock-version = '1.0'\n[[packages]]\nname = 'v'\n[packages.vcs]\ntype = 'git'\nurl = 'https://h/v'\ncommit-id = 'abc'\n[[packages]]\nname = 'd'\ndirectory = { path = 'lib' }\n", "v=git+https://h/v@abc", "d=@ lib")]
    [InlineData("poetry.lock", "[[package]]\nname = 'x'\nversion = '1'\n[package.source]\ntype = 'git'\nurl = 'https://h/x'\nresolved_reference = 'abc'\n[metadata]\nlock-version = '2.1'\n", "x=1 @ git+https://h/x@abc", "")]
    public void FormsOfRequirementsAreUnderstood(string name, string text, string exact, string open)
    {
        using TestProject project = new();
        project.Folder.Write("p/base.txt", "base==1\n-r requirements.txt\n");
        project.Folder.Write("p/pins.txt", "q==4\nunused==1\n");
        project.Add(ModelItemKind.Lineage, name, text);
        File.Delete(project.Folder[name == "requirements.txt" ? "p/unused" : "p/requirements.txt"]);
        if (name != "requirements.txt")
        {
            project.Folder.Write("p/requirements.txt", "");
        }

        ModelEnvironment environment = project.BuildManifest().Environment!;

        Assert.Equal(exact, Text(environment.Packages));
        Assert.Equal(open, Text(environment.Unpinned));
    }

    [Fact]
    public void OfALockForSeveralPlatformsOneIsTaken()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/python/conda-lock/zlib/conda-lock.yml"));
        ModelEnvironment linux = project.BuildManifest().Environment!;
        project.Remove(TestData.Get("lineage/python/conda-lock/zlib/conda-lock.yml"));
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/python/conda-lock/zlib/conda-lock.yml"), ("Platform", "win-64"));
        ModelEnvironment windows = project.BuildManifest().Environment!;

        Assert.Equal("linux-64", linux.OperatingSystem);
        Assert.Contains("libgcc-ng", linux.Packages!["conda"].Keys);
        Assert.Equal("win-64", windows.OperatingSystem);
        Assert.Contains("vc", windows.Packages!["conda"].Keys);
    }

    [Fact]
    public void PipPackagesOfACondaLockAreThoseOfPyPI()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/python/conda-lock/with-pip-deps/conda-lock.yml"));

        ModelEnvironment environment = project.BuildManifest().Environment!;

        Assert.NotEmpty(environment.Packages!["pypi"]);
        Assert.StartsWith("python 3.", environment.Language, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("poetry.lock", "This lock file is broken!\n", DiagnosticCodes.BadLineageFile, 1)]
    [InlineData("poetry.lock", "[[package]]\nname = 'x'\n", DiagnosticCodes.BadLineageFile, 1)]
    [InlineData("poetry.lock", "[metadata]\nlock-version = '3.0'\n", DiagnosticCodes.LineageVersion, 2)]
    [InlineData("uv.lock", "version = 2\n", DiagnosticCodes.LineageVersion, 1)]
    [InlineData("uv.lock", "x = 2\n", DiagnosticCodes.BadLineageFile, 1)]
    [InlineData("pylock.toml", "lock-version = '2.0'\n", DiagnosticCodes.LineageVersion, 1)]
    [InlineData("conda-lock.yml", "version: 2\npackage: []\n", DiagnosticCodes.LineageVersion, 1)]
    [InlineData("environment.yml", "- a\n", DiagnosticCodes.BadLineageFile, 1)]
    [InlineData("environment.yml", "name: x\n", DiagnosticCodes.BadLineageFile, 1)]
    [InlineData("Pipfile.lock", "{}", DiagnosticCodes.BadLineageFile, 1)]
    [InlineData("requirements.txt", "a==1\nwhat is this\n", DiagnosticCodes.BadLineageFile, 2)]
    [InlineData("requirements.txt", "-r ../../../../../../../../etc/passwd\n", DiagnosticCodes.LineageOutside, 0)]
    [InlineData("x.lock", "@EXPLICIT\nfoo\n", DiagnosticCodes.BadLineageFile, 2)]
    public void WhatIsNoneIsOneErrorWithItsLine(string name, string text, string code, int line)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, name, text);

        Problem problem = project.BuildError();

        Assert.Equal((code, line), (problem.Code, problem.Line));
    }

    [Fact]
    public void RequirementsInUtf16AsPowerShellWritesThemAreRead()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "requirements.txt", [.. System.Text.Encoding.Unicode.GetPreamble(), .. System.Text.Encoding.Unicode.GetBytes("numpy==1.0\r\n")]);

        Assert.Equal("numpy=1.0", Text(project.BuildManifest().Environment!.Packages));
    }

    [Fact]
    public void DifferentVersionsOfTwoSourcesAreAContradiction()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "a/requirements.txt", "numpy==1.0\nsame==1\nopen>=1\n");
        project.Add(ModelItemKind.Lineage, "b/requirements.txt", "numpy==2.0\nsame==1\nopen==1.5\n");

        ModelEnvironment environment = project.BuildManifest().Environment!;

        Assert.Equal("numpy=1.0 open=1.5 same=1", Text(environment.Packages));
        Assert.Null(environment.Unpinned);
        Assert.Contains("'numpy' is 1.0 in 'a/requirements.txt', 2.0 in 'b/requirements.txt'", Assert.Single(project.LineageProblems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://h/scikit_learn-1.4.1.post1-cp311-cp311-linux.whl", "scikit_learn 1.4.1.post1")]
    [InlineData("python-dateutil-2.8.2.tar.gz", "python-dateutil 2.8.2")]
    [InlineData("https://h/archive/main.zip", "")]
    public void ArchivesTellNameAndVersion(string address, string expected) =>
        Assert.Equal(expected, PythonPackages.OfArchive(address) is var (name, version) ? $"{name} {version}" : "");

    private static string Text(SortedDictionary<string, SortedDictionary<string, string>>? ecosystems) =>
        string.Join(' ', (ecosystems ?? []).SelectMany(ecosystem => ecosystem.Value.Select(package => $"{(ecosystem.Key == "pypi" ? "" : ecosystem.Key + "/")}{package.Key}={package.Value}")));
}
