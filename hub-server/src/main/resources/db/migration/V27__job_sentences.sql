-- What agents say beside a reason, by codes, so that each reader has it in their language. The detail is the same in English;
-- what came before this, or from older agents, has only that.
ALTER TABLE job_event ADD COLUMN sentences TEXT;
