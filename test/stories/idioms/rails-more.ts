// More ways in which Rails programs hand data over: pages, jobs, models, gateways.
import type { Idioms } from './idioms.ts'

const g = (...gems: string[]) => ({ Gemfile: `source 'https://rubygems.org'\n${gems.map((one) => `gem '${one}'\n`).join('')}` })
export const railsMore: Idioms = {
  model_self: [
    {
      ...g('rails', 'stripe'),
      'app/models/user.rb': `class User < ApplicationRecord
  def create_stripe_customer
    customer = Stripe::Customer.create(email: email, name: name, metadata: { user_id: id })
    update!(stripe_id: customer.id)
  end
end
`,
    },
    'stripe',
    ['user.contact.email', 'user.name', 'user.unique_id'],
  ],
  concern_self: [
    {
      ...g('rails', 'stripe'),
      'app/models/concerns/billable.rb': `module Billable
  extend ActiveSupport::Concern
  included do
    has_many :charges
  end
  def stripe_customer
    @stripe_customer ||= Stripe::Customer.create(stripe_customer_params)
  end
  private
  def stripe_customer_params
    params = { email: email_address, description: "Shop" }
    params[:address] = { line1: street, city: city, postal_code: zip } if billing?
    params
  end
end
`,
    },
    'stripe',
    ['user.contact.email', 'user.contact.address.street'],
  ],
  activemerchant: [
    {
      ...g('rails', 'activemerchant'),
      'app/models/payment.rb': `class Payment < ApplicationRecord
  def pay(order)
    gateway = ActiveMerchant::Billing::BraintreeGateway.new(merchant_id: ENV["M"], public_key: ENV["P"], private_key: ENV["S"])
    gateway.purchase(order.total, card, billing_address: address(order), email: order.email, ip: order.last_ip_address)
  end
  def address(order)
    { name: order.full_name, address1: order.address1, city: order.city, zip: order.zipcode, phone: order.phone }
  end
end
`,
    },
    'braintree',
    ['user.contact.email', 'user.device.ip_address', 'user.contact.address.street', 'user.contact.phone_number', 'user.name'],
  ],
  paypal_sdk: [
    {
      ...g('rails', 'paypal-sdk-merchant'),
      'app/models/gateway/express.rb': `module Gateway
  class Express < Gateway::Base
    def provider_class
      ::PayPal::SDK::Merchant::API
    end
    def provider
      ::PayPal::SDK.configure(mode: "live")
      provider_class.new
    end
  end
end
`,
      'app/controllers/express_controller.rb': `class ExpressController < ApplicationController
  def start
    request = provider.build_set_express_checkout(details(current_order))
    provider.set_express_checkout(request)
  end
  def details(order)
    { SetExpressCheckoutRequestDetails: { BuyerEmail: order.email, PaymentDetails: [details_of] } }
  end
  def details_of
    Gateway::Details.new(order: @order).call
  end
  def provider
    payment_method.provider
  end
end
`,
      'app/services/gateway/details.rb': `module Gateway
  class Details
    def initialize(order:)
      @order = order
    end
    def call
      hash = { OrderTotal: { value: 1 }, ShipToAddress: address_options }
      hash[:X] = 1
      hash
    end
    private
    attr_reader :order
    def address_options
      return {} unless order
      { Name: order.bill_address.try(:full_name), Street1: order.bill_address&.address1, CityName: order.bill_address&.city, Phone: order.bill_address&.phone }
    end
  end
end
`,
    },
    'paypal',
    ['user.contact.email', 'user.name', 'user.contact.address.street', 'user.contact.phone_number'],
  ],
  geocoder: [
    {
      ...g('rails', 'geocoder'),
      'config/initializers/geocoder.rb': `Geocoder.configure(timeout: 5, lookup: ENV.fetch('GEOCODER_SERVICE', :google).to_sym, api_key: ENV["K"])
`,
      'app/services/address_geocoder.rb': `class AddressGeocoder
  def initialize(address)
    @address = address
  end
  def geocode
    lat, lng = Geocoder.coordinates(geocode_address)
  end
  private
  attr_reader :address
  def geocode_address
    address_parts.compact_blank.join(', ')
  end
  def address_parts
    [address.address1, address.zipcode, address.city, address.state&.name]
  end
end
`,
    },
    'google-maps',
    ['user.contact.address.street', 'user.contact.address.city', 'user.contact.address.postal_code'],
  ],
  table: [
    {
      ...g('rails', 'faraday'),
      'app/services/platforms.rb': `class Platforms
  ALL = {
    'a' => { id: "https://www.invented-crm.io/profile", hook: "/x", tokens: "https://login.invented-two.io/realms/token" },
  }.freeze
  def self.hook(key)
    URI.parse(ALL.dig(key, :id)).tap { |url| url.path = ALL.dig(key, :hook) }
  end
  def self.token_endpoint(key)
    ALL.dig(key, :tokens)
  end
end
`,
      'app/services/platform_request.rb': `class PlatformRequest
  def initialize(key)
    @key = key
  end
  def token
    url = Platforms.token_endpoint(@key)
    Faraday.new.post(url, { email: user.email })
  end
end
`,
    },
    'invented-two.io',
    ['user.contact.email'],
  ],
  setting_hash: [
    {
      ...g('rails', 'httparty'),
      'config/initializers/crm.rb': `CRM_CONFIG = { url: "https://api.invented-crm.io", key: ENV["CRM_KEY"] }.freeze
`,
      'app/services/crm.rb': `class Crm
  def call(user)
    HTTParty.post("#{CRM_CONFIG[:url]}/x", body: { email: user.email })
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email'],
  ],
  mailer_smtp: [
    {
      ...g('rails'),
      'config/environments/production.rb': `Rails.application.configure do
  config.action_mailer.delivery_method = :smtp
  config.action_mailer.smtp_settings = { address: "smtp.sendgrid.net", port: 587, user_name: ENV["U"] }
end
`,
      'app/mailers/user_mailer.rb': `class UserMailer < ApplicationMailer
  def welcome(user)
    mail(to: user.email, subject: "Hi")
  end
end
`,
    },
    'sendgrid',
    ['user.contact.email', 'user.content'],
  ],
  active_storage: [
    {
      ...g('rails', 'aws-sdk-s3'),
      'config/storage.yml': `amazon:
  service: S3
  bucket: shop
  region: us-east-1
`,
      'config/environments/production.rb': `Rails.application.configure do
  config.active_storage.service = :amazon
end
`,
      'app/models/user.rb': `class User < ApplicationRecord
  has_one_attached :avatar
end
`,
    },
    'aws',
    ['user.content'],
  ],
  initializer_sentry: [
    {
      ...g('rails', 'sentry-ruby', 'sentry-rails'),
      'config/initializers/sentry.rb': `Sentry.init do |config|
  config.dsn = ENV["SENTRY_DSN"]
end
`,
      'app/controllers/application_controller.rb': `class ApplicationController < ActionController::Base
  before_action :set_context
  private
  def set_context
    return unless current_user
    Sentry.set_user(user_context)
    Sentry.set_extras(params: params.to_unsafe_h, url: request.url)
  end
  def user_context
    { id: current_user.id, email: current_user.email, username: current_user.username }.compact
  end
end
`,
    },
    'sentry',
    ['user.unique_id', 'user.contact.email', 'user.account.username'],
  ],
  send_gem_client: [
    {
      ...g('rails', 'intercom'),
      'app/services/crm_sync.rb': `class CrmSync < ApplicationService
  def initialize(user)
    @user = user
  end
  def call
    contact = client.contacts.create(attributes)
  end
  private
  attr_reader :user
  delegate :email, :name, to: :user
  def attributes
    { email: email, name: name, custom_attributes: custom }
  end
  def custom
    { phone: user.phone }
  end
  def client
    @client ||= Intercom::Client.new(token: ENV["INTERCOM_TOKEN"])
  end
end
`,
    },
    'intercom',
    ['user.contact.email', 'user.name', 'user.contact.phone_number'],
  ],
  openstruct_default: [
    {
      ...g('rails', 'rest-client'),
      'lib/sms_gateway.rb': `class SmsGateway
  API = "https://sms.invented-crm.io/send"
  def self.deliver(number:, text:)
    RestClient::Request.execute(method: :post, url: API, payload: { to: number, message: text }, timeout: 5)
  end
end
`,
      'app/models/reminder.rb': `class Reminder < ApplicationRecord
  def send_sms
    SmsGateway.deliver(number: user.phone_number, text: "Hello #{user.first_name}")
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.phone_number', 'user.name.first'],
  ],
  storage_named: [
    {
      ...g('rails', 'aws-sdk-s3'),
      'config/storage.yml': `cloudflare:
  service: S3
  endpoint: https://<%= ENV['ACCOUNT_ID'] %>.r2.cloudflarestorage.com
  bucket: <%= ENV['BUCKET'] %>
`,
      'config/environments/production.rb': `Rails.application.configure do
  config.active_storage.service = ENV.fetch("ACTIVE_STORAGE_SERVICE", "local").to_sym
end
`,
    },
    'cloudflare',
    ['user.content'],
  ],
  picture_in_props: [
    {
      ...g('rails'),
      'app/controllers/settings_controller.rb': `class SettingsController < ApplicationController
  def show
    render inertia: "Settings", props: { heatmap_badge_url: "https://heatmap.invented-crm.io/?mail=#{current_user.email}" }
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email'],
  ],
  player_in_component: [
    {
      ...g('rails'),
      'app/javascript/pages/Setup.svelte': `<script>
  import VideoTutorial from "./VideoTutorial.svelte"
  let from = 3
</script>
<VideoTutorial src={\`https://www.youtube.com/embed/abc?t=\${from}\`} title="Setup" />
`,
    },
    'youtube',
    [],
  ],
  places_found: [
    {
      'package.json': `{"name":"shop","dependencies":{"leaflet-geosearch":"^4"}}`,
      'app/javascript/controllers/map_controller.js': `import { Controller } from "@hotwired/stimulus"
import { OpenStreetMapProvider } from "leaflet-geosearch"
export default class extends Controller {
  connect() {
    this.provider = new OpenStreetMapProvider()
  }
  async find() {
    const street = document.getElementById("street").value
    const city = document.getElementById("city").value
    const zipcode = document.getElementById("zip").value
    return this.provider.search({ query: [street, city, zipcode].join(", ") })
  }
}
`,
    },
    'openstreetmap',
    ['user.contact.address.street', 'user.contact.address.city'],
  ],
  provider_address: [
    {
      ...g('rails'),
      'app/models/providers/invented_provider.rb': `module Providers
  class InventedProvider < BaseProvider
    API_URL = "https://api.invented-crm.io/v3"
    def api_url
      API_URL
    end
  end
end
`,
      'app/services/payments/invented_service.rb': `module Payments
  class InventedService
    def call
      http_client.post_with_response({ amount: 1, customer: customer_params }, headers)
    end
    def customer_params
      { email: customer.email, phone_number: customer.phone || "" }
    end
    def invented_payment_provider
      @invented_payment_provider ||= payment_provider(customer)
    end
    def http_client
      @http_client ||= JsonClient.new("#{invented_payment_provider.api_url}/payments")
    end
  end
end
`,
      'lib/json_client.rb': `class JsonClient
  def initialize(url)
    @uri = URI(url)
    @http = Net::HTTP.new(@uri.host, @uri.port)
  end
  def post_with_response(body, headers)
    request = Net::HTTP::Post.new(@uri.request_uri)
    request.body = body.to_json
    @http.request(request)
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  named_after: [
    {
      ...g('rails', 'httparty'),
      'app/models/user.rb': `class User < ApplicationRecord
  def crm_fields
    { mail: email, tel: phone_number }
  end
end
`,
      'app/services/crm.rb': `class Crm
  def call(user)
    HTTParty.post("https://api.invented-crm.io/x", body: user.crm_fields)
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  address_of_class: [
    {
      ...g('rails', 'faraday'),
      'app/models/invented_provider.rb': `class InventedProvider
  def self.api_base_url
    if Rails.env.production?
      "https://api.invented-crm.io"
    else
      "https://staging.invented-crm.io"
    end
  end
end
`,
      'app/services/sync.rb': `class Sync
  def call(user)
    Faraday.post("#{InventedProvider.api_base_url}/contacts", { email: user.email }.to_json)
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email'],
  ],
}
