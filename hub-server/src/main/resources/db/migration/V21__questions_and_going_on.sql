-- What a lab's policy asks about a job's file, and whose word it got at this hub. Times are UTC epoch milliseconds.
CREATE TABLE job_question (
    job        TEXT PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
    -- The agent's question, as JSON.
    asked      TEXT NOT NULL,
    asked_at   BIGINT NOT NULL,
    -- NULL as long as nobody has allowed it.
    allowed_by TEXT REFERENCES person (id) ON DELETE SET NULL,
    allowed_at BIGINT
);

-- Machines whose queue goes on by itself where a camera sees them clear, and who let them.
CREATE TABLE machine_going_on (
    machine TEXT PRIMARY KEY REFERENCES machine (id) ON DELETE CASCADE,
    person  TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    since   BIGINT NOT NULL
);
