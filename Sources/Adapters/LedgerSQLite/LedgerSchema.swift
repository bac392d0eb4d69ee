import GRDB

/// The tables of the embedded ledger. Money rows are only ever added: triggers refuse any change, so that not even a slip
/// in SQL can bend them.
enum LedgerSchema {
    /// "TKLG": this file is a ledger of ours and nothing else.
    static let applicationID = 0x544B_4C47
    static let version = 1

    static let tables = """
        CREATE TABLE meta(
          name  TEXT PRIMARY KEY,
          value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE account(
          id             TEXT PRIMARY KEY,
          name           TEXT NOT NULL,
          customer       INTEGER NOT NULL CHECK(customer IN (0,1)),
          closed         INTEGER NOT NULL DEFAULT 0 CHECK(closed IN (0,1)),
          cash_only      INTEGER NOT NULL DEFAULT 0 CHECK(cash_only IN (0,1)),
          past_due_cents INTEGER NOT NULL DEFAULT 0 CHECK(past_due_cents >= 0),
          shut_off       INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE control_opened(
          id            TEXT PRIMARY KEY,
          office        TEXT NOT NULL,
          bdate         INTEGER NOT NULL,
          supplement_of TEXT REFERENCES control_closed(id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE control_closed(
          id     TEXT PRIMARY KEY REFERENCES control_opened(id),
          totals TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE day_closed(
          office TEXT NOT NULL,
          bdate  INTEGER NOT NULL,
          next   INTEGER NOT NULL CHECK(next > bdate),
          PRIMARY KEY(office, bdate)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE fence(
          station TEXT PRIMARY KEY,
          epoch   INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE ledger_tx(
          key         TEXT PRIMARY KEY,
          body_hash   BLOB NOT NULL CHECK(length(body_hash) = 32),
          body        BLOB NOT NULL,
          kind        TEXT NOT NULL,
          station     TEXT NOT NULL,
          office      TEXT NOT NULL,
          bdate       INTEGER NOT NULL,
          edate       INTEGER NOT NULL,
          booked_on   INTEGER NOT NULL,
          control_id  TEXT REFERENCES control_opened(id),
          source_type TEXT NOT NULL,
          source_id   TEXT NOT NULL,
          reference   TEXT NOT NULL UNIQUE,
          seq         INTEGER NOT NULL UNIQUE
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tx_by_station ON ledger_tx(station, seq);
        CREATE INDEX tx_by_control ON ledger_tx(control_id);
        CREATE INDEX tx_by_day ON ledger_tx(office, bdate);

        CREATE TABLE ledger_tender(
          tx_key   TEXT NOT NULL REFERENCES ledger_tx(key),
          n        INTEGER NOT NULL,
          type     TEXT NOT NULL,
          tendered INTEGER NOT NULL CHECK(tendered > 0),
          change   INTEGER NOT NULL CHECK(change >= 0 AND change < tendered),
          PRIMARY KEY(tx_key, n)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE ledger_line(
          tx_key  TEXT NOT NULL REFERENCES ledger_tx(key),
          n       INTEGER NOT NULL,
          account TEXT NOT NULL REFERENCES account(id),
          side    INTEGER NOT NULL CHECK(side IN (1,-1)),
          cents   INTEGER NOT NULL CHECK(cents > 0),
          ccy     TEXT NOT NULL,
          PRIMARY KEY(tx_key, n)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX line_by_account ON ledger_line(account, tx_key);

        CREATE TABLE settled_key(
          key       TEXT PRIMARY KEY,
          body_hash BLOB CHECK(body_hash IS NULL OR length(body_hash) = 32),
          code      TEXT NOT NULL,
          detail    TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// Tables in which a row never changes and never goes.
    static let forever = [
        "control_opened", "control_closed", "day_closed", "ledger_tx", "ledger_tender", "ledger_line", "settled_key",
    ]

    static func create(_ db: Database) throws {
        try db.execute(sql: tables)
        for table in forever {
            for change in ["UPDATE", "DELETE"] {
                try db.execute(
                    sql: """
                        CREATE TRIGGER \(table)_no_\(change.lowercased()) BEFORE \(change) ON \(table)
                        BEGIN SELECT RAISE(ABORT, '\(table): rows are for ever'); END;
                        """)
            }
        }
        try db.execute(
            sql: """
                CREATE TRIGGER fence_rises BEFORE UPDATE ON fence WHEN NEW.epoch < OLD.epoch
                BEGIN SELECT RAISE(ABORT, 'fence: an epoch never falls'); END;
                CREATE TRIGGER fence_stays BEFORE DELETE ON fence
                BEGIN SELECT RAISE(ABORT, 'fence: an epoch never goes'); END;
                """)
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(version)")
    }
}
