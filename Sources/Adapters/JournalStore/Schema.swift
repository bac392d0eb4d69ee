import GRDB
import Journal

/// The tables. Steps are only ever added; each runs in one transaction, so a killed migration leaves old or new.
enum Schema {
    /// Marks the file as a Tillkeeper journal: `TILJ`.
    static let applicationID: Int64 = 0x5449_4C4A

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: first)
        }
        return migrator
    }

    /// - journal: entries for ever; the triggers stop our own mistakes (I-03), the chain shows everybody else's.
    /// - marks: the chain's state now and then, written together with the subject index up to there.
    /// - subjects: hash of a subject's text; derived, the entries decide.
    /// - snapshots: folded states of the caller; derived.
    /// - checkpoints: signed statements, own and countersigned.
    private static let first = """
        PRAGMA application_id = \(applicationID);
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE journal (
            sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
            epoch INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            link BLOB NOT NULL CHECK (length(link) = 32)
        ) STRICT;
        CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal
            BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
        CREATE TRIGGER journal_holds BEFORE DELETE ON journal
            BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
        CREATE TABLE marks (
            size INTEGER PRIMARY KEY, epoch INTEGER NOT NULL,
            link BLOB NOT NULL CHECK (length(link) = 32), peaks BLOB NOT NULL
        ) STRICT;
        CREATE TABLE subjects (
            subject INTEGER NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (subject, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE snapshots (
            sequence INTEGER PRIMARY KEY, link BLOB NOT NULL CHECK (length(link) = 32),
            digest BLOB NOT NULL CHECK (length(digest) = 32), bytes BLOB NOT NULL
        ) STRICT;
        CREATE TABLE checkpoints (
            size INTEGER NOT NULL, signer BLOB NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (size, signer)
        ) STRICT, WITHOUT ROWID;
        """

    /// The name of the newest step in a file that this program does not know, or `nil` when it knows them all.
    static func newer(_ database: Database) throws -> String? {
        guard try migrator.hasBeenSuperseded(database) else { return nil }
        let steps = try migrator.appliedIdentifiers(database)
        return "schema \(steps.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }.last ?? "unknown")"
    }

    /// Brings the schema up to date.
    static func migrate(_ pool: DatabasePool) throws(JournalError) {
        do { try migrator.migrate(pool) } catch { throw writingError(error) }
    }
}
