-- A job's place in its machine's queue: the lower, the sooner. It counts only while the job waits.
ALTER TABLE job ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
UPDATE job SET place = (
    SELECT COUNT(*) FROM job o WHERE o.machine = job.machine AND o.state IN ('prepared', 'queued', 'offered')
        AND (o.created_at < job.created_at OR (o.created_at = job.created_at AND o.id <= job.id)))
WHERE state IN ('prepared', 'queued', 'offered');
-- Since when a machine is out of service, why, and who said so (a handle); NULL while it is in service. UTC epoch milliseconds.
ALTER TABLE machine ADD COLUMN out_since BIGINT;
ALTER TABLE machine ADD COLUMN out_reason TEXT;
ALTER TABLE machine ADD COLUMN out_by TEXT;
