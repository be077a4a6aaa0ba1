-- What a tenant's own database logins see: its business, and neither the answers of calls nor the numbers that are next.
-- They change what the table itself can judge: not what another table repeats, as it does SKUs, nor free JSON.

-- up
select tenancy.offer(':"schema".seller_profiles', '{store_name,bio}');
select tenancy.offer(
  ':"schema".products',
  '{title,description,status,price_amount_minor,compare_at_amount_minor,stock_quantity}',
  '{seller_id,title,description,type,status,price_amount_minor,compare_at_amount_minor,currency,stock_quantity}'
);
select tenancy.offer(':"schema".orders');
select tenancy.offer(':"schema".order_items');
select tenancy.offer(':"schema".order_history');

-- down
select tenancy.withdraw(':"schema".order_history');
select tenancy.withdraw(':"schema".order_items');
select tenancy.withdraw(':"schema".orders');
select tenancy.withdraw(':"schema".products');
select tenancy.withdraw(':"schema".seller_profiles');
