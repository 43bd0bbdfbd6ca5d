// Ways in which Ruby programs hand data over, each a small invented program: its files, the vendor, the fields.
import type { Idioms } from './idioms.ts'

const g = (...gems: string[]) => ({ Gemfile: `source 'https://rubygems.org'\n${gems.map((one) => `gem '${one}'\n`).join('')}` })
export const ruby: Idioms = {
  bugsnag: [
    {
      ...g('rails', 'bugsnag'),
      'config/initializers/bugsnag.rb': `Bugsnag.configure do |config|
  config.api_key = ENV['BUGSNAG_KEY']
  config.add_on_error(proc do |report|
    report.user = { id: Current.user.id, email: Current.user.email, name: Current.user.name }
    report.add_metadata(:account, { phone: Current.user.phone })
  end)
end
`,
    },
    'bugsnag',
    ['user.unique_id', 'user.contact.email', 'user.name', 'user.contact.phone_number'],
  ],
  bugsnag_before_notify: [
    {
      ...g('rails', 'bugsnag'),
      'app/controllers/api/base_controller.rb': `class Api::BaseController < ActionController::API
  before_bugsnag_notify :add_user_info_to_bugsnag
  private
  def add_user_info_to_bugsnag(event)
    event.set_user(current_user.id, current_user.email, current_user.full_name)
  end
end
`,
    },
    'bugsnag',
    ['user.unique_id', 'user.contact.email', 'user.name'],
  ],
  rollbar: [
    {
      ...g('rails', 'rollbar'),
      'config/initializers/rollbar.rb':
        "Rollbar.configure do |config|\n  config.access_token = ENV['ROLLBAR']\n  config.person_method = 'current_member'\n  config.person_username_method = 'login'\n  config.person_email_method = 'email'\nend\n",
      'app/services/charge.rb':
        "class Charge\n  def call(order)\n    pay(order)\n  rescue => e\n    Rollbar.error(e, 'charge failed', phone: order.phone)\n  end\nend\n",
    },
    'rollbar',
    ['user.account.username', 'user.contact.email', 'user.contact.phone_number'],
  ],
  segment_track: [
    {
      ...g('rails', 'analytics-ruby'),
      'config/initializers/segment.rb': "Analytics = Segment::Analytics.new({ write_key: ENV['SEGMENT'] })\n",
      'app/services/analytics_service.rb': `class AnalyticsService
  def initialize(user)
    @user = user
  end
  def identify
    Analytics.identify(user_id: @user.id, traits: traits, context: { ip: @user.current_sign_in_ip })
  end
  def track(event, properties = {})
    Analytics.track(user_id: @user.id, event: event, properties: properties)
  end
  private
  def traits
    { email: @user.email, first_name: @user.first_name, company: { name: @user.company_name } }
  end
end
`,
      'app/controllers/orders_controller.rb':
        "class OrdersController < ApplicationController\n  def create\n    AnalyticsService.new(current_user).track('Order', { shipping_city: @order.city, coupon: @order.coupon })\n  end\nend\n",
    },
    'segment',
    ['user.unique_id', 'user.contact.email', 'user.name.first', 'user.device.ip_address', 'user.contact.address.city'],
  ],
  posthog_rb: [
    {
      ...g('rails', 'posthog-ruby'),
      'config/initializers/posthog.rb': "$posthog = PostHog::Client.new({ api_key: ENV['PH'], host: 'https://us.i.posthog.com' })\n",
      'app/models/concerns/trackable.rb':
        "module Trackable\n  extend ActiveSupport::Concern\n  def track_event(name, props = {})\n    $posthog&.capture({ distinct_id: id, event: name, properties: props.merge(email: email, '$set': { name: full_name }) })\n  end\nend\n",
      'app/models/user.rb': 'class User < ApplicationRecord\n  include Trackable\nend\n',
    },
    'posthog',
    ['user.unique_id', 'user.contact.email', 'user.name'],
  ],
  stripe_account: [
    {
      ...g('rails', 'stripe'),
      'app/business/merchant.rb':
        "class Merchant\n  def self.create(info)\n    params = {\n      type: 'custom',\n      country: info.country,\n      business_type: 'individual',\n      individual: { first_name: info.first_name, last_name: info.last_name, dob: { day: info.birthday.day, month: info.birthday.month, year: info.birthday.year }, address: { line1: info.street_address, postal_code: info.zip_code } }\n    }\n    params[:individual][:ssn_last_4] = info.tax_id.last(4)\n    params.deep_merge!(external_account: { account_number: info.bank_account_number })\n    Stripe::Account.create(params)\n  end\nend\n",
    },
    'stripe',
    [
      'user.name.first',
      'user.name.last',
      'user.demographic.date_of_birth',
      'user.contact.address.street',
      'user.contact.address.postal_code',
      'user.financial.bank_account',
      'user.government_id.national_identification_number',
    ],
  ],
  resend_rb: [
    {
      ...g('rails', 'resend'),
      'config/initializers/resend.rb': "Resend.api_key = ENV['RESEND']\n",
      'app/services/mailer.rb':
        "class Notifier\n  def deliver(to:, subject:, html:)\n    Resend::Emails.send({ from: 'a@shop.example', to: [to], subject: subject, html: html })\n  end\nend\n",
      'app/services/invite.rb':
        'class Invite\n  def call(invitation)\n    Notifier.new.deliver(to: invitation.email, subject: \'Join\', html: "<p>#{invitation.inviter.name} invites</p>")\n  end\nend\n',
    },
    'resend',
    ['user.contact.email', 'user.name'],
  ],
  recaptcha_rb: [
    {
      ...g('rails', 'recaptcha'),
      'app/controllers/registrations_controller.rb':
        "class RegistrationsController < ApplicationController\n  def create\n    return head(:forbidden) unless verify_recaptcha(action: 'signup', minimum_score: 0.5)\n  end\nend\n",
      'app/views/registrations/new.html.erb': "<%= recaptcha_v3(action: 'signup') %>\n",
    },
    'recaptcha',
    [],
  ],
  hcaptcha_rb: [
    {
      ...g('rails', 'hcaptcha'),
      'app/controllers/s.rb': 'class SController < ApplicationController\n  def create\n    verify_hcaptcha && save\n  end\nend\n',
    },
    'hcaptcha',
    [],
  ],
  recaptcha_net_http: [
    {
      ...g('rails'),
      'app/services/captcha.rb':
        "require 'net/http'\nclass Captcha\n  URL = 'https://www.google.com/recaptcha/api/siteverify'.freeze\n  def self.valid?(token, request)\n    res = Net::HTTP.post_form(URI.parse(URL), 'secret' => ENV['S'], 'response' => token, 'remoteip' => request.remote_ip)\n    JSON.parse(res.body)['success']\n  end\nend\n",
    },
    'recaptcha',
    ['user.device.ip_address'],
  ],
  turnstile_rb: [
    {
      ...g('rails', 'faraday'),
      'app/services/turnstile.rb':
        "class Turnstile\n  VERIFY = 'https://challenges.cloudflare.com/turnstile/v0/siteverify'\n  def self.call(token:, ip:)\n    Faraday.post(VERIFY, { secret: ENV['T'], response: token, remoteip: ip }.to_json, 'Content-Type' => 'application/json').success?\n  end\nend\n",
      'app/controllers/s.rb':
        'class SController < ApplicationController\n  def create\n    Turnstile.call(token: params[:t], ip: request.remote_ip)\n  end\nend\n',
    },
    'cloudflare',
    ['user.device.ip_address'],
  ],
  httparty_base: [
    {
      ...g('rails', 'httparty'),
      'app/clients/crm_client.rb':
        "class CrmClient\n  include HTTParty\n  base_uri 'api.invented-crm.io'\n  headers 'Content-Type' => 'application/json'\n\n  def create_lead(lead)\n    self.class.post('/leads', body: lead_body(lead).to_json)\n  end\n\n  private\n\n  def lead_body(lead)\n    { email: lead.email, mobile: lead.mobile_number, zip: lead.postal_code }\n  end\nend\n",
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number', 'user.contact.address.postal_code'],
  ],
  http_rb: [
    {
      ...g('rails', 'http'),
      'lib/h.rb':
        "class H\n  API = 'https://api.invented-crm.io'.freeze\n  def client = HTTP.persistent(API).headers(accept: 'application/json')\n  def call(u)\n    client.post('/users', json: payload(u))\n  end\n  def payload(u) = { email: u.email, name: u.name }\nend\n",
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name'],
  ],
  rest_client: [
    {
      ...g('rails', 'rest-client'),
      'lib/crm.rb':
        'require \'rest-client\'\nclass Crm\n  def self.push(person)\n    RestClient.post "#{host}/people", { name: person.name, dob: person.date_of_birth }.to_json, content_type: :json\n    RestClient::Request.execute(method: :get, url: "#{host}/find", headers: { params: { email: person.email } })\n  end\n  def self.host = \'https://api.invented-crm.io\'\nend\n',
    },
    'invented-crm.io',
    ['user.name', 'user.demographic.date_of_birth', 'user.contact.email'],
  ],
  struct_to_h: [
    {
      ...g('rails', 'faraday'),
      'app/models/shipment.rb':
        'Recipient = Struct.new(:name, :street, :city, :email, keyword_init: true)\nParcel = Data.define(:recipient, :phone)\n',
      'app/services/ship.rb':
        "class Ship\n  def call(order)\n    recipient = Recipient.new(name: order.name, street: order.street, city: order.city, email: order.email)\n    Faraday.post('https://api.invented-parcel.io/labels', recipient.to_h.to_json)\n  end\nend\n",
    },
    'invented-parcel.io',
    ['user.name', 'user.contact.address.street', 'user.contact.address.city', 'user.contact.email'],
  ],
  as_json_only: [
    {
      ...g('rails', 'faraday'),
      'app/services/exp.rb':
        "class Exp\n  def call(user)\n    Faraday.post('https://api.invented-crm.io/users', user.as_json(only: %i[email first_name birthday]).to_json)\n    Faraday.post('https://api.invented-crm.io/s', user.slice(:phone, :username).to_json)\n  end\nend\n",
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name.first', 'user.demographic.date_of_birth', 'user.contact.phone_number', 'user.account.username'],
  ],
  call_service_kwargs: [
    {
      ...g('rails', 'faraday'),
      'app/services/application_service.rb': 'class ApplicationService\n  def self.call(...)\n    new(...).call\n  end\nend\n',
      'app/services/crm/create_contact.rb':
        "class Crm::CreateContact < ApplicationService\n  API_URL = 'https://api.invented-crm.io/contacts'\n  def initialize(email:, attributes: {})\n    @email = email\n    @attributes = attributes\n  end\n  def call\n    Faraday.post(API_URL, { email: @email, **@attributes }.to_json)\n  end\nend\n",
      'app/jobs/crm_job.rb':
        'class CrmJob < ApplicationJob\n  def perform(user)\n    Crm::CreateContact.call(email: user.email, attributes: { phone: user.phone, job_title: user.job_title })\n  end\nend\n',
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number', 'user.job_title'],
  ],
  discord_rb: [
    {
      ...g('rails'),
      'app/jobs/d.rb':
        "class DJob < ApplicationJob\n  def perform(user)\n    Net::HTTP.post(URI(ENV['DISCORD_WEBHOOK_URL']), { content: \"#{user.username} joined\" }.to_json, 'Content-Type' => 'application/json')\n  end\nend\n",
    },
    'discord',
    ['user.account.username'],
  ],
  slack_notifier: [
    {
      ...g('rails', 'slack-notifier', 'sidekiq'),
      'app/sidekiq/slack_worker.rb':
        "class SlackWorker\n  include Sidekiq::Job\n  def perform(text, channel = '#general')\n    Slack::Notifier.new(ENV['SLACK_WEBHOOK_URL'], channel: channel).ping(text)\n  end\nend\n",
      'app/models/user.rb':
        'class User < ApplicationRecord\n  after_create { SlackWorker.perform_async("New user: #{email} (#{name})") }\nend\n',
    },
    'slack',
    ['user.contact.email', 'user.name'],
  ],
  sentry_set_user: [
    {
      ...g('rails', 'sentry-ruby', 'sentry-rails'),
      'config/initializers/sentry.rb':
        "Sentry.init do |config|\n  config.dsn = ENV['SENTRY_DSN']\n  config.breadcrumbs_logger = [:active_support_logger]\nend\n",
      'app/controllers/application_controller.rb': `class ApplicationController < ActionController::Base
  before_action :set_sentry_context

  private

  def set_sentry_context
    Sentry.set_user(id: current_user&.id, email: current_user&.email, ip_address: request.remote_ip)
    Sentry.set_extras(params: params.to_unsafe_h, referrer: request.referer)
  end
end
`,
    },
    'sentry',
    ['user.unique_id', 'user.contact.email', 'user.device.ip_address', 'user.behavior.referrer'],
  ],
  mixpanel_rb: [
    {
      ...g('rails', 'mixpanel-ruby', 'sidekiq'),
      'app/workers/mixpanel_worker.rb': `class MixpanelWorker
  include Sidekiq::Worker
  def perform(distinct_id, event, properties)
    tracker.track(distinct_id, event, properties)
  end
  def tracker
    @tracker ||= Mixpanel::Tracker.new(ENV['MIXPANEL_TOKEN'])
  end
end
`,
      'app/models/user.rb':
        "class User < ApplicationRecord\n  after_create_commit :track\n  def track\n    MixpanelWorker.perform_async(id, 'Signup', { 'email' => email, 'ip' => current_sign_in_ip, 'birthday' => birth_date.to_s })\n  end\nend\n",
    },
    'mixpanel',
    ['user.unique_id', 'user.contact.email', 'user.device.ip_address', 'user.demographic.date_of_birth'],
  ],
  hubspot_rb: [
    {
      ...g('rails', 'hubspot-api-client'),
      'app/services/hubspot/upsert.rb':
        "module Hubspot\n  class Upsert\n    def self.call(...) = new(...).call\n    def initialize(lead:)\n      @lead = lead\n    end\n    def call\n      client.crm.contacts.basic_api.create(body: { properties: properties })\n    end\n    private\n    attr_reader :lead\n    def client = ::Hubspot::Client.new(access_token: ENV['HS'])\n    def properties\n      { email: lead.email, firstname: lead.first_name, phone: lead.phone, company: lead.company }\n    end\n  end\nend\n",
    },
    'hubspot',
    ['user.contact.email', 'user.name.first', 'user.contact.phone_number', 'user.contact.organization'],
  ],
}
