namespace ModelPack.Tool.Commands.Catalog;

/// <summary>The tables of a catalog. The README of the tool describes them.</summary>
internal static class CatalogSchema
{
    /// <summary>The version of the tables, in <c>PRAGMA user_version</c>.</summary>
    public const int Version = 3;

    /// <summary>Tells a catalog from other databases, in <c>PRAGMA application_id</c>: "MPCT".</summary>
    public const int ApplicationId = 0x4D504354;

    /// <summary>Makes the tables.</summary>
    public const string Create = """
        CREATE TABLE models (
            id INTEGER PRIMARY KEY,
            package_id TEXT NOT NULL COLLATE NOCASE UNIQUE,
            description TEXT,
            license TEXT,
            task TEXT,
            updated TEXT NOT NULL
        );
        CREATE TABLE versions (
            id INTEGER PRIMARY KEY,
            model_id INTEGER NOT NULL REFERENCES models(id) ON DELETE CASCADE,
            version TEXT NOT NULL COLLATE NOCASE,
            sort INTEGER NOT NULL,
            digest TEXT,
            published TEXT,
            created TEXT,
            author TEXT,
            tags TEXT,
            package_size INTEGER,
            size INTEGER,
            new_bytes INTEGER,
            signature_change TEXT NOT NULL,
            signature_reason TEXT,
            listed INTEGER,
            is_there INTEGER NOT NULL,
            revoked TEXT,
            deprecated TEXT,
            sources TEXT NOT NULL,
            problem TEXT,
            code_repository TEXT,
            code_commit TEXT,
            manifest_sha256 TEXT,
            manifest TEXT,
            UNIQUE (model_id, version)
        );
        CREATE TABLE version_sources (
            version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
            source TEXT NOT NULL,
            PRIMARY KEY (version_id, source)
        ) WITHOUT ROWID;
        CREATE TABLE files (
            version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
            path TEXT NOT NULL, role TEXT NOT NULL, media_type TEXT, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
            PRIMARY KEY (version_id, path)
        ) WITHOUT ROWID;
        CREATE TABLE payloads (
            version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
            package_id TEXT NOT NULL, version TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
            PRIMARY KEY (version_id, sha256)
        ) WITHOUT ROWID;
        CREATE TABLE metrics (
            version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
            name TEXT NOT NULL, value REAL, dataset TEXT, split TEXT, higher_is_better INTEGER, min REAL, max REAL
        );
        CREATE TABLE hyperparameters (
            version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
            kind TEXT NOT NULL, name TEXT NOT NULL, value,
            PRIMARY KEY (version_id, kind, name)
        ) WITHOUT ROWID;
        CREATE TABLE datasets (
            version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
            name TEXT NOT NULL, role TEXT, version TEXT, uri TEXT, digest TEXT, preprocessing_version TEXT, license TEXT, sensitivity TEXT, provenance TEXT
        );
        CREATE TABLE aliases (
            model_id INTEGER NOT NULL REFERENCES models(id) ON DELETE CASCADE,
            -- The columns of the key go first: integrity_check of SQLite before 3.41 takes the others for NULL.
            stage TEXT NOT NULL COLLATE NOCASE, source TEXT NOT NULL, package_id TEXT NOT NULL, alias_version TEXT NOT NULL, version TEXT NOT NULL,
            PRIMARY KEY (model_id, stage, source)
        ) WITHOUT ROWID;
        CREATE TABLE promotions (
            model_id INTEGER NOT NULL REFERENCES models(id) ON DELETE CASCADE,
            record_digest TEXT NOT NULL, stage TEXT NOT NULL, sequence INTEGER NOT NULL, action TEXT NOT NULL, version TEXT NOT NULL, digest TEXT NOT NULL, replaced TEXT,
            time TEXT NOT NULL, published TEXT, actor TEXT NOT NULL, actor_source TEXT, signed INTEGER NOT NULL, reason TEXT, ticket TEXT, approvals TEXT, emergency INTEGER NOT NULL, gone INTEGER NOT NULL, sources TEXT NOT NULL,
            PRIMARY KEY (model_id, record_digest)
        ) WITHOUT ROWID;
        CREATE TABLE promotion_sources (
            model_id INTEGER NOT NULL REFERENCES models(id) ON DELETE CASCADE,
            record_digest TEXT NOT NULL, source TEXT NOT NULL,
            PRIMARY KEY (model_id, record_digest, source)
        ) WITHOUT ROWID;
        CREATE TABLE attestations (
            model_id INTEGER NOT NULL REFERENCES models(id) ON DELETE CASCADE,
            record_digest TEXT NOT NULL, sequence INTEGER NOT NULL, type TEXT NOT NULL, version TEXT NOT NULL, digest TEXT NOT NULL, stage TEXT, time TEXT NOT NULL, actor TEXT NOT NULL, actor_source TEXT, signed INTEGER NOT NULL, reason TEXT, ticket TEXT,
            outcome TEXT, hardware TEXT, execution_provider TEXT, runtime TEXT, file TEXT, file_size INTEGER, file_sha256 TEXT,
            PRIMARY KEY (model_id, record_digest)
        ) WITHOUT ROWID;
        CREATE TABLE attested_metrics (
            model_id INTEGER NOT NULL REFERENCES models(id) ON DELETE CASCADE,
            record_digest TEXT NOT NULL, version TEXT NOT NULL, name TEXT NOT NULL, value REAL, dataset TEXT, split TEXT, higher_is_better INTEGER
        );
        CREATE TABLE revocations (
            model_id INTEGER NOT NULL REFERENCES models(id) ON DELETE CASCADE,
            record_digest TEXT NOT NULL, version TEXT NOT NULL, digest TEXT NOT NULL, severity TEXT NOT NULL, time TEXT NOT NULL, actor TEXT NOT NULL, actor_source TEXT, signed INTEGER NOT NULL, reason TEXT NOT NULL, ticket TEXT,
            PRIMARY KEY (model_id, record_digest)
        ) WITHOUT ROWID;
        CREATE TABLE deployments (
            model_id INTEGER NOT NULL REFERENCES models(id) ON DELETE CASCADE,
            record_digest TEXT NOT NULL, version TEXT NOT NULL, digest TEXT NOT NULL, service TEXT NOT NULL, environment TEXT, image TEXT, service_commit TEXT, alias TEXT, alias_version TEXT, time TEXT NOT NULL, actor TEXT NOT NULL, actor_source TEXT,
            PRIMARY KEY (model_id, record_digest)
        ) WITHOUT ROWID;
        CREATE INDEX metrics_by_version ON metrics (version_id, name);
        CREATE INDEX attested_metrics_by_record ON attested_metrics (model_id, record_digest);
        CREATE INDEX datasets_by_version ON datasets (version_id);
        CREATE INDEX payloads_by_content ON payloads (sha256);
        """;
}
