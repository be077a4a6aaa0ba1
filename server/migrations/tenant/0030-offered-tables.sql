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
select tenancy.offer(':"schema".order_notes');
select tenancy.offer(':"schema".fulfilments');
select tenancy.offer(':"schema".fulfilment_items');
select tenancy.offer(':"schema".humans');
select tenancy.offer(':"schema".categories');
select tenancy.offer(':"schema".product_categories');
select tenancy.offer(':"schema".product_options');
select tenancy.offer(':"schema".product_variants');
select tenancy.offer(':"schema".product_images');
select tenancy.offer(':"schema".conversations');
select tenancy.offer(':"schema".conversation_history');

-- down
select tenancy.withdraw(':"schema".conversation_history');
select tenancy.withdraw(':"schema".conversations');
select tenancy.withdraw(':"schema".product_images');
select tenancy.withdraw(':"schema".product_variants');
select tenancy.withdraw(':"schema".product_options');
select tenancy.withdraw(':"schema".product_categories');
select tenancy.withdraw(':"schema".categories');
select tenancy.withdraw(':"schema".humans');
select tenancy.withdraw(':"schema".fulfilment_items');
select tenancy.withdraw(':"schema".fulfilments');
select tenancy.withdraw(':"schema".order_notes');
select tenancy.withdraw(':"schema".order_history');
select tenancy.withdraw(':"schema".order_items');
select tenancy.withdraw(':"schema".orders');
select tenancy.withdraw(':"schema".products');
select tenancy.withdraw(':"schema".seller_profiles');
