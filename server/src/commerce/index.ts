import { assistantRoutes } from './assistant/routes.ts'
import { bulkRoutes } from './catalogue/bulk/routes.ts'
import { csvRoutes } from './catalogue/csv/routes.ts'
import { imageRoutes } from './catalogue/images/routes.ts'
import { catalogueRoutes } from './catalogue/routes.ts'
import { variantRoutes } from './catalogue/variants/routes.ts'
import { categoryRoutes } from './categories/routes.ts'
import { conversationRoutes } from './conversations/routes.ts'
import { customFieldRoutes } from './custom-fields/routes.ts'
import { orderSettingDefinitions } from './orders/order-settings.ts'
import { orderRoutes } from './orders/routes.ts'
import { sellerRoutes } from './sellers/routes.ts'
import { storefrontRoutes } from './storefront/routes.ts'

export type { AiConfigPatch } from './assistant/ai-config.ts'
export { updateAiConfig } from './assistant/update-ai-config.ts'
export { createProduct } from './catalogue/create-product.ts'
export { ImportWorker } from './catalogue/csv/import-worker.ts'
export { replaceImages } from './catalogue/images/replace-images.ts'
export type { NewProduct, Product } from './catalogue/product.ts'
export { replaceOptions } from './catalogue/variants/replace-options.ts'
export type { NewOptions } from './catalogue/variants/variant.ts'
export { categoriseProduct } from './categories/categorise-product.ts'
export { createCategory } from './categories/create-category.ts'
export { addMessage } from './conversations/add-message.ts'
export type { NewConversation } from './conversations/conversation.ts'
export { createConversation } from './conversations/create-conversation.ts'
export type { NewMessage } from './conversations/message.ts'
export { changeOrderStatus } from './orders/change-order-status.ts'
export { createOrder } from './orders/create-order.ts'
export { createFulfilment } from './orders/fulfilments/create-fulfilment.ts'
export { addNote } from './orders/notes/add-note.ts'
export type { NewOrder, Order, OrderWithItems } from './orders/order.ts'
export { createSellerProfile } from './sellers/create-seller-profile.ts'
export type { NewSellerProfile, SellerProfile } from './sellers/seller-profile.ts'

const readings = [
  'seller_profiles.list',
  'seller_profiles.get',
  'products.list',
  'products.get',
  'products.get_options',
  'products.get_images',
  'products.get_categories',
  'products.export',
  'product_imports.list',
  'product_imports.get',
  'categories.list',
  'categories.get',
  'custom_fields.list',
  'custom_fields.get',
  'orders.list',
  'orders.get',
  'orders.list_history',
  'orders.list_fulfilments',
  'orders.get_fulfilment',
  'orders.list_notes',
  'orders.get_note',
  'conversations.list',
  'conversations.get',
  'conversations.list_messages',
  'conversations.get_message',
  'ai_config.get',
]

/** The vertical of selling, described by data. */
export const commerce = {
  name: 'commerce',
  routes: [
    ...sellerRoutes,
    ...catalogueRoutes,
    ...bulkRoutes,
    ...csvRoutes,
    ...variantRoutes,
    ...imageRoutes,
    ...categoryRoutes,
    ...customFieldRoutes,
    ...orderRoutes,
    ...conversationRoutes,
    ...assistantRoutes,
    ...storefrontRoutes,
  ],
  settings: orderSettingDefinitions,
  permissions: {
    owner: [
      'seller_profiles.*',
      'products.*',
      'product_imports.*',
      'categories.*',
      'custom_fields.*',
      'orders.*',
      'conversations.*',
      'ai_config.*',
    ],
    admin: [
      'seller_profiles.*',
      'products.*',
      'product_imports.*',
      'categories.*',
      'custom_fields.*',
      'orders.*',
      'conversations.*',
      'ai_config.*',
    ],
    operator: [
      ...readings,
      'seller_profiles.update',
      'products.*',
      '!products.purge',
      'product_imports.*',
      'categories.*',
      '!categories.purge',
      'orders.*',
      'conversations.*',
    ],
    viewer: readings,
    check_in_controller: ['products.list', 'products.get'],
    // Orders and conversations may be about other sellers' items and buyers, so sellers see none of them.
    seller: [
      'seller_profiles.list',
      'seller_profiles.get',
      'seller_profiles.update',
      'products.*',
      '!products.purge',
      'categories.list',
      'categories.get',
      'custom_fields.list',
      'custom_fields.get',
    ],
  },
}
