// More ways in which Rails programs hand data over: pages, jobs, models, gateways.
import type { Idioms } from './idioms.ts'

const g = (...gems: string[]) => ({ Gemfile: `source 'https://rubygems.org'\n${gems.map((one) => `gem '${one}'\n`).join('')}` })
export const railsMore: Idioms = {
  haml_js2: [
    {
      ...g('rails', 'haml-rails'),
      'app/views/layouts/_a.html.haml': `- if Rails.env.production?
  %script{ async: true, 'src' => "https://cdn.invented-crm.io/x.js" }
  = javascript_include_tag 'https://js.stripe.com/v3/'
  %script{src: "https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js"}
  :javascript
    mixpanel.identify("#{current_user.id}");
    mixpanel.people.set({ "$email": "#{current_user.email}" });
  %link{:href => "https://fonts.googleapis.com/css?family=Open+Sans", :rel => "stylesheet"}
`,
    },
    'mixpanel',
    ['user.contact.email', 'user.unique_id'],
  ],
  slim_js: [
    {
      ...g('rails', 'slim-rails'),
      'app/views/layouts/application.html.slim': `doctype html
html
  head
    script src="https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js"
    javascript:
      mixpanel.identify("#{current_user.id}");
      mixpanel.people.set({ "$email": "#{current_user.email}" });
`,
    },
    'mixpanel',
    ['user.contact.email', 'user.unique_id'],
  ],
  erb_js: [
    {
      ...g('rails'),
      'app/views/layouts/_analytics.html.erb': `<script src="https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js"></script><script>
  mixpanel.identify("<%= current_user.id %>");
  mixpanel.people.set({ "$email": "<%= current_user.email %>", "$name": <%= raw current_user.name.to_json %> });
</script>
`,
    },
    'mixpanel',
    ['user.contact.email', 'user.unique_id', 'user.name'],
  ],
  sidekiq: [
    {
      ...g('rails', 'sidekiq', 'postmark'),
      'app/workers/mail_worker.rb': `class MailWorker
  include Sidekiq::Worker
  def perform(to, name)
    client.deliver(to: to, from: "a@shop.example", subject: "Hi", html_body: "<p>#{name}</p>")
  end
  def client
    Postmark::ApiClient.new(ENV["POSTMARK_TOKEN"])
  end
end
`,
      'app/models/user.rb': `class User < ApplicationRecord
  after_commit :greet
  def greet
    MailWorker.perform_async(email, full_name)
  end
end
`,
    },
    'postmark',
    ['user.contact.email', 'user.name'],
  ],
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
}
