-- Labs, agents, machines, jobs and evidence. Times are UTC epoch milliseconds.
CREATE TABLE lab (
    id         TEXT PRIMARY KEY,
    handle     TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('home', 'lab')),
    open_to    TEXT NOT NULL CHECK (open_to IN ('anyone', 'members')),
    -- Whose home it is; a lab is nobody's.
    owner      TEXT UNIQUE REFERENCES person (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL
);
CREATE TABLE lab_member (
    lab        TEXT NOT NULL REFERENCES lab (id) ON DELETE CASCADE,
    person     TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    role       TEXT NOT NULL CHECK (role IN ('manager', 'operator', 'member')),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (lab, person)
);
CREATE INDEX lab_member_by_person ON lab_member (person);

CREATE TABLE agent (
    id           TEXT PRIMARY KEY,
    lab          TEXT NOT NULL REFERENCES lab (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    version      TEXT,
    token_hash   TEXT UNIQUE,
    -- The number of the last command, so that a number is never given twice.
    last_command BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    revoked_at   BIGINT
);
CREATE INDEX agent_by_lab ON agent (lab);
-- A pairing under way (RFC 8628). The agent's token is made when the agent comes for it.
CREATE TABLE pairing (
    device_hash TEXT PRIMARY KEY,
    user_code   TEXT NOT NULL UNIQUE,
    agent_name  TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'denied')),
    lab         TEXT REFERENCES lab (id) ON DELETE CASCADE,
    polled_at   BIGINT,
    expires_at  BIGINT NOT NULL
);
CREATE TABLE agent_command (
    agent      TEXT NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
    seq        BIGINT NOT NULL,
    machine    TEXT NOT NULL,
    job        TEXT,
    type       TEXT NOT NULL,
    body       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    done_at    BIGINT,
    PRIMARY KEY (agent, seq)
);
-- What has been dealt with, so that it is applied once.
CREATE TABLE agent_message (
    agent      TEXT NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
    id         TEXT NOT NULL,
    refused    BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (agent, id)
);

CREATE TABLE machine (
    id         TEXT PRIMARY KEY,
    lab        TEXT NOT NULL REFERENCES lab (id) ON DELETE CASCADE,
    -- NULL until an agent takes over a machine that was registered by hand.
    agent      TEXT REFERENCES agent (id) ON DELETE SET NULL,
    key        TEXT NOT NULL,
    name       TEXT NOT NULL,
    profile    TEXT NOT NULL,
    simulated  BOOLEAN NOT NULL,
    -- Since when its agent no longer has it.
    retired_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX machine_by_lab ON machine (lab);
CREATE UNIQUE INDEX machine_by_agent ON machine (agent, key);

CREATE TABLE job (
    id              TEXT PRIMARY KEY,
    machine         TEXT NOT NULL REFERENCES machine (id) ON DELETE CASCADE,
    requester       TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- What it makes; all NULL where the file was uploaded for itself. No foreign key: the index of designs can be
    -- rebuilt without losing what was made.
    design          TEXT,
    design_name     TEXT,
    revision        TEXT,
    path            TEXT,
    file_name       TEXT NOT NULL,
    sha256          TEXT NOT NULL,
    size_bytes      BIGINT NOT NULL,
    -- Facts and warnings of the analysis, as JSON.
    toolpath        TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('prepared', 'queued', 'offered', 'accepted', 'running', 'paused',
                        'finished', 'failed', 'cancelled', 'interrupted', 'reported')),
    -- How it ended, kept when the state becomes reported.
    ending          TEXT CHECK (ending IN ('finished', 'failed', 'cancelled', 'interrupted')),
    attempt         INTEGER NOT NULL,
    -- The last message applied: its attempt and number.
    message_attempt INTEGER NOT NULL,
    message_seq     BIGINT NOT NULL,
    line            BIGINT NOT NULL,
    lines           BIGINT NOT NULL,
    fraction        DOUBLE PRECISION NOT NULL,
    remaining_s     BIGINT,
    -- What the streamer counted, as JSON, once the job is over.
    result          TEXT,
    created_at      BIGINT NOT NULL,
    offered_at      BIGINT,
    started_at      BIGINT,
    ended_at        BIGINT
);
CREATE INDEX job_by_machine ON job (machine, state);
CREATE INDEX job_by_requester ON job (requester, created_at);
CREATE TABLE job_event (
    job        TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    seq        BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    state      TEXT NOT NULL,
    actor      TEXT NOT NULL CHECK (actor IN ('person', 'agent', 'hub')),
    -- The person's handle, the agent's name; empty for the hub.
    actor_name TEXT NOT NULL,
    -- A stable code; the text is the message job.reason.<code> where there is one.
    reason     TEXT,
    detail     TEXT,
    PRIMARY KEY (job, seq)
);

-- One row per job that ended; the report is added by a person.
CREATE TABLE evidence (
    job          TEXT PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
    design       TEXT,
    revision     TEXT,
    path         TEXT,
    sha256       TEXT NOT NULL,
    machine_name TEXT NOT NULL,
    profile      TEXT NOT NULL,
    simulated    BOOLEAN NOT NULL,
    ending       TEXT NOT NULL CHECK (ending IN ('finished', 'failed', 'cancelled', 'interrupted')),
    started      BOOLEAN NOT NULL,
    ended_at     BIGINT NOT NULL,
    outcome      TEXT CHECK (outcome IN ('worked', 'partly', 'failed')),
    reason       TEXT,
    notes        TEXT,
    photo_sha256 TEXT,
    photo_type   TEXT,
    reported_by  TEXT,
    reported_at  BIGINT
);
CREATE INDEX evidence_by_design ON evidence (design, ended_at);
