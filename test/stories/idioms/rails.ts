// Ways in which Rails programs hand data over, each a small invented program: classes across files, clients that inherit, payloads made in steps.
import type { Idioms } from './idioms.ts'

const g = (...gems: string[]) => ({ Gemfile: `source 'https://rubygems.org'\n${gems.map((one) => `gem '${one}'\n`).join('')}` })
export const rails: Idioms = {
  payload_class: [
    {
      ...g('rails', 'httparty'),
      'app/services/crm/client.rb': `module Crm
  class Client
    include HTTParty
    base_uri "https://api.invented-crm.io"
    def sync(contact)
      self.class.post("/contacts", body: Payload.new(contact).call.to_json)
    end
  end
end
`,
      'app/services/crm/payload.rb': `module Crm
  class Payload
    def initialize(contact)
      @contact = contact
    end
    def call
      { mail: contact.email, tel: contact.phone_number }
    end
    private
    attr_reader :contact
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  class_method_payload: [
    {
      ...g('rails'),
      'app/services/crm_client.rb': `class CrmClient
  def self.sync(contact)
    Net::HTTP.post(URI("https://api.invented-crm.io/contacts"), CrmPayload.build(contact).to_json, headers)
  end
end
`,
      'app/services/crm_payload.rb': `class CrmPayload
  def self.build(person)
    new(person).as_hash
  end
  def initialize(person)
    @person = person
  end
  def as_hash
    { e: @person.email, first: @person.first_name }
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name.first'],
  ],
  base_client: [
    {
      ...g('rails', 'faraday'),
      'app/clients/base_client.rb': `class BaseClient
  def post(path, body)
    connection.post(path, body.to_json)
  end
  def connection
    @connection ||= Faraday.new(url: base_url)
  end
end
`,
      'app/clients/invented_client.rb': `class InventedClient < BaseClient
  def create_contact(user)
    post("/v1/contacts", { email: user.email, name: user.full_name })
  end
  private
  def base_url
    "https://api.invented-crm.io"
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name'],
  ],
  base_client_const: [
    {
      ...g('rails', 'faraday'),
      'lib/invented/base.rb': `module Invented
  class Base
    BASE_URL = "https://api.invented-crm.io/v1".freeze
    private
    def request(method, path, params = {})
      conn.send(method, path, params)
    end
    def conn
      Faraday.new(BASE_URL) { |f| f.request :json }
    end
  end
end
`,
      'lib/invented/contacts.rb': `module Invented
  class Contacts < Base
    def create(user)
      request(:post, "contacts", email: user.email, phone: user.phone)
    end
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  mixin_client: [
    {
      ...g('rails', 'faraday'),
      'app/services/concerns/invented_api.rb': `module InventedApi
  extend ActiveSupport::Concern
  def post_json(path, payload)
    Faraday.post("https://api.invented-crm.io#{path}", payload.to_json)
  end
end
`,
      'app/jobs/sync_job.rb': `class SyncJob < ApplicationJob
  include InventedApi
  def perform(user_id)
    user = User.find(user_id)
    post_json("/contacts", mail: user.email)
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email'],
  ],
  job_chain: [
    {
      ...g('rails', 'mixpanel-ruby'),
      'app/services/tracking.rb': `class Tracking
  class << self
    def event(user, name, props = {})
      TrackJob.perform_later(user.id, name, props)
    end
  end
end
`,
      'app/jobs/track_job.rb': `class TrackJob < ApplicationJob
  queue_as :default
  def perform(user_id, name, props)
    tracker.track(user_id, name, props)
  end
  def tracker
    @tracker ||= Mixpanel::Tracker.new(ENV["MIXPANEL_TOKEN"])
  end
end
`,
      'app/controllers/orders_controller.rb': `class OrdersController < ApplicationController
  def create
    Tracking.event(current_user, "Order", { email: current_user.email, ip: request.remote_ip })
  end
end
`,
    },
    'mixpanel',
    ['user.unique_id', 'user.contact.email', 'user.device.ip_address'],
  ],
  case_payload: [
    {
      ...g('rails', 'httparty'),
      'app/services/crm.rb': `class Crm
  def call(user, kind)
    HTTParty.post("https://api.invented-crm.io/x", body: body(user, kind))
  end
  def body(user, kind)
    case kind
    when :mail then { email: user.email }
    when :phone
      { phone: user.phone }
    else
      { name: user.full_name }
    end
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number', 'user.name'],
  ],
  modifier: [
    {
      ...g('rails', 'httparty'),
      'app/services/crm.rb': `class Crm
  def call(user)
    data = {}
    data[:email] = user.email if user.email
    data.merge!(phone: user.phone) unless user.phone.nil?
    data.store(:n, user.full_name)
    data.update(city: user.city, zip: user.zip)
    HTTParty.post("https://api.invented-crm.io/x", body: data)
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number', 'user.name', 'user.contact.address.postal_code'],
  ],
  tap_payload: [
    {
      ...g('rails', 'httparty'),
      'app/services/crm.rb': `class Crm
  def call(user)
    HTTParty.post("https://api.invented-crm.io/x", body: payload(user).to_json)
  end
  def payload(user)
    { kind: "a" }.tap do |h|
      h[:email] = user.email
      h[:phone] = user.phone if user.phone?
    end
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  each_with_object: [
    {
      ...g('rails', 'httparty'),
      'app/services/crm.rb': `class Crm
  def call(users)
    list = users.map { |u| row(u) }
    HTTParty.post("https://api.invented-crm.io/x", body: { rows: list }.to_json)
  end
  def row(u)
    { mail: u.email, tel: u.phone }
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  net_http_start: [
    {
      ...g('rails'),
      'app/services/crm.rb': `require 'net/http'
class Crm
  ENDPOINT = URI("https://api.invented-crm.io/x")
  def call(user)
    request = Net::HTTP::Post.new(ENDPOINT, "Content-Type" => "application/json")
    request.body = { email: user.email }.to_json
    Net::HTTP.start(ENDPOINT.host, ENDPOINT.port, use_ssl: true) do |http|
      http.request(request)
    end
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email'],
  ],
  faraday_block: [
    {
      ...g('rails', 'faraday'),
      'app/services/crm.rb': `class Crm
  def call(user)
    conn = Faraday.new(url: "https://api.invented-crm.io") do |f|
      f.adapter Faraday.default_adapter
    end
    conn.post("/x") do |req|
      req.headers["Content-Type"] = "application/json"
      req.params["u"] = user.id
      req.body = { email: user.email }.to_json
    end
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.unique_id'],
  ],
  uri_query: [
    {
      ...g('rails'),
      'app/services/crm.rb': `class Crm
  def lookup(email)
    uri = URI.parse("https://api.invented-crm.io/find")
    uri.query = URI.encode_www_form(email: email, key: ENV["K"])
    Net::HTTP.get_response(uri)
  end
end
`,
    },
    'invented-crm.io',
    ['user.contact.email'],
  ],
  haml_js: [
    {
      ...g('rails', 'haml-rails'),
      'app/views/layouts/application.html.haml': `%html
  %head
    :javascript
      window.intercomSettings = {
        app_id: "abc",
        email: "#{current_user.email}",
        name: "#{j current_user.name}"
      };
    %script{src: "https://widget.intercom.io/widget/abc"}
`,
    },
    'intercom',
    ['user.contact.email', 'user.name'],
  ],
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
}
