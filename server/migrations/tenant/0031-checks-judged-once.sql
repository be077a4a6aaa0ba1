-- Tables that were there before `tenancy.judge_once`.

-- up
select tenancy.judge_once(':"schema".idempotency_keys');
select tenancy.judge_once(':"schema".seller_profiles');
select tenancy.judge_once(':"schema".products');
select tenancy.judge_once(':"schema".orders');
select tenancy.judge_once(':"schema".order_items');
select tenancy.judge_once(':"schema".order_history');
select tenancy.judge_once(':"schema".number_series');

-- down
-- Both forms say the same: `tenancy.isolate` is not told which of them a table had.
