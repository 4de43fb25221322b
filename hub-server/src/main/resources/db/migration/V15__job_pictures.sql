-- What cameras saw of jobs at their start, pauses and end. Times are UTC epoch milliseconds.
CREATE TABLE job_picture (
    job      TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    -- By the agent's clock; one picture of a job has one time.
    taken_at BIGINT NOT NULL,
    moment   TEXT NOT NULL CHECK (moment IN ('start', 'pause', 'end')),
    sha256   TEXT NOT NULL,
    PRIMARY KEY (job, taken_at)
);
