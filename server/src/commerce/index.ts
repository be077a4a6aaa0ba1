import { catalogueRoutes } from './catalogue/routes.ts'
import { orderSettingDefinitions } from './orders/order-settings.ts'
import { orderRoutes } from './orders/routes.ts'
import { sellerRoutes } from './sellers/routes.ts'
import { storefrontRoutes } from './storefront/routes.ts'

export { createProduct } from './catalogue/create-product.ts'
export type { NewProduct, Product } from './catalogue/product.ts'
export { changeOrderStatus } from './orders/change-order-status.ts'
export { createOrder } from './orders/create-order.ts'
export type { NewOrder, Order, OrderWithItems } from './orders/order.ts'
export { createSellerProfile } from './sellers/create-seller-profile.ts'
export type { NewSellerProfile, SellerProfile } from './sellers/seller-profile.ts'

const readings = [
  'seller_profiles.list',
  'seller_profiles.get',
  'products.list',
  'products.get',
  'orders.list',
  'orders.get',
  'orders.list_history',
]

/** The vertical of selling, described by data. */
export const commerce = {
  name: 'commerce',
  routes: [...sellerRoutes, ...catalogueRoutes, ...orderRoutes, ...storefrontRoutes],
  settings: orderSettingDefinitions,
  permissions: {
    owner: ['seller_profiles.*', 'products.*', 'orders.*'],
    admin: ['seller_profiles.*', 'products.*', 'orders.*'],
    operator: [...readings, 'seller_profiles.update', 'products.*', 'orders.*'],
    viewer: readings,
    check_in_controller: ['products.list', 'products.get'],
    // Orders may hold other sellers' items and buyers, so sellers see none of them.
    seller: ['seller_profiles.list', 'seller_profiles.get', 'seller_profiles.update', 'products.*'],
  },
}
