-- What is known of the files that are models, by their content; looked at in the background, one after the other.
DROP TABLE mesh;
CREATE TABLE model (
    sha256    TEXT PRIMARY KEY,
    -- One of the places where its content can be read.
    design    TEXT NOT NULL,
    revision  TEXT NOT NULL,
    path      TEXT NOT NULL,
    -- waiting: not looked at yet; measured: has facts and a picture; seen: nothing is measured of such a file;
    -- refused: cannot be measured, and fault says why.
    state     TEXT NOT NULL CHECK (state IN ('waiting', 'measured', 'seen', 'refused')),
    -- As it was recognised by its content; empty where it is none that is known.
    format    TEXT NOT NULL,
    attempts  INTEGER NOT NULL,
    next_at   BIGINT NOT NULL,
    -- Which measuring made it, so that a better one measures again.
    edition   INTEGER NOT NULL,
    fault     TEXT NOT NULL,
    -- JSON.
    fault_figures TEXT NOT NULL,
    facts     TEXT NOT NULL
);
CREATE INDEX model_by_turn ON model (state, next_at, sha256);
