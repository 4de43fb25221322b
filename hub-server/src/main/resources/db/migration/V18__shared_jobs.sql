-- Jobs that an agent ran by itself and that somebody wants to share. They wait here, seen by the lab's operators alone,
-- until a person says what becomes public. Times are UTC epoch milliseconds.
CREATE TABLE shared_job (
    -- The id of the job that it becomes.
    id           TEXT PRIMARY KEY,
    agent        TEXT NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
    machine      TEXT NOT NULL REFERENCES machine (id) ON DELETE CASCADE,
    -- The agent's own id of it: told again, it is the same one.
    agent_job    TEXT NOT NULL,
    -- What the agent told, as JSON.
    told         TEXT NOT NULL,
    -- The toolpath, once the agent has brought it.
    file_sha256  TEXT,
    published_at BIGINT,
    created_at   BIGINT NOT NULL,
    UNIQUE (agent, agent_job)
);
CREATE TABLE shared_picture (
    shared_job TEXT NOT NULL REFERENCES shared_job (id) ON DELETE CASCADE,
    taken_at   BIGINT NOT NULL,
    moment     TEXT NOT NULL CHECK (moment IN ('start', 'pause', 'end')),
    sha256     TEXT NOT NULL,
    PRIMARY KEY (shared_job, taken_at)
);
-- Where a job came from: asked for here, or run by an agent alone and told afterwards.
ALTER TABLE job ADD COLUMN origin TEXT NOT NULL DEFAULT 'hub' CHECK (origin IN ('hub', 'agent'));
-- Whether the toolpath itself is public with the evidence although it is no file of the design.
ALTER TABLE evidence ADD COLUMN attached BOOLEAN NOT NULL DEFAULT FALSE;
-- The camera's pictures that whoever reported chose to show with the evidence.
CREATE TABLE evidence_picture (
    job      TEXT NOT NULL REFERENCES evidence (job) ON DELETE CASCADE,
    taken_at BIGINT NOT NULL,
    sha256   TEXT NOT NULL,
    PRIMARY KEY (job, taken_at)
);
-- The film that an agent made of a job with a camera.
CREATE TABLE job_film (
    job        TEXT PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
    sha256     TEXT NOT NULL,
    size_bytes BIGINT NOT NULL
);
