-- How far jobs were and how warm their machines, from start to end, as their agents told it when they were over.
CREATE TABLE job_curve (
    job   TEXT PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
    -- JSON, of a bounded number of moments.
    curve TEXT NOT NULL
);
