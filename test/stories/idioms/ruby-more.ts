// More ways in which Ruby programs hand data over: clients told by their name, constructors that a library writes, formats, serializers.
import type { Idioms } from './idioms.ts'

const g = (...gems: string[]) => ({ Gemfile: `source 'https://rubygems.org'\n${gems.map((one) => `gem '${one}'\n`).join('')}` })
export const rubyMore: Idioms = {
  client_by_name: [
    {
      ...g('rails', 'ruby-openai'),
      'app/commands/tag.rb':
        "class Tag\n  def initialize(post)\n    @post = post\n  end\n  def call\n    client.chat(parameters: { messages: [{ role: 'user', content: @post.body }] })\n  end\n  def client = Shop.openai_client\nend\n",
    },
    'openai',
    ['user.content'],
  ],
  constructor_of_a_library: [
    {
      ...g('rails', 'mandate', 'rest-client'),
      'app/commands/captcha/verify.rb':
        "class Captcha::Verify\n  include Mandate\n  URL = 'https://challenges.cloudflare.com/turnstile/v0/siteverify'.freeze\n  initialize_with :token, remote_ip: nil\n  def call\n    RestClient.post(URL, { response: token, remoteip: remote_ip }.to_json)\n  end\nend\n",
      'app/controllers/s.rb':
        'class SController < ApplicationController\n  def create\n    Captcha::Verify.(params[:t], remote_ip: request.remote_ip)\n  end\nend\n',
    },
    'cloudflare',
    ['user.device.ip_address'],
  ],
  address_by_format: [
    {
      ...g('rails', 'rest-client'),
      'app/commands/role.rb':
        "class Role\n  API_URL = 'https://api.invented-crm.io/members/%s/roles/%s'.freeze\n  def call(user)\n    url = API_URL % [user.email, 3]\n    RestClient.put(url, {})\n  end\nend\n",
    },
    'invented-crm.io',
    ['user.contact.email'],
  ],
  serializer: [
    {
      ...g('rails', 'httparty', 'active_model_serializers'),
      'app/serializers/contact_serializer.rb':
        'class ContactSerializer < ActiveModel::Serializer\n  attributes :id, :email, :phone\n  attribute(:fullName) { object.full_name }\nend\n',
      'app/jobs/push_job.rb':
        "class PushJob < ApplicationJob\n  def perform(contact_id)\n    HTTParty.post('https://api.invented-crm.io/contacts', body: ContactSerializer.new(Contact.find(contact_id)).to_json)\n  end\nend\n",
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number', 'user.name'],
  ],
  geocoder_rb: [
    {
      ...g('rails', 'geocoder'),
      'config/initializers/geocoder.rb': "Geocoder.configure(lookup: :google, api_key: ENV['G'], ip_lookup: :ipinfo_io)\n",
      'app/models/venue.rb': 'class Venue < ApplicationRecord\n  geocoded_by :full_address\n  after_validation :geocode\nend\n',
      'app/controllers/a.rb':
        'class AController < ApplicationController\n  def index\n    @loc = Geocoder.search(request.remote_ip).first\n  end\nend\n',
    },
    'google-maps',
    ['user.contact.address'],
  ],
  geocoder_ip: [
    {
      ...g('rails', 'geocoder'),
      'config/initializers/geocoder.rb': 'Geocoder.configure(ip_lookup: :ipinfo_io)\n',
      'app/controllers/a.rb':
        'class AController < ApplicationController\n  def index\n    @loc = Geocoder.search(request.remote_ip).first\n  end\nend\n',
    },
    'ipinfo',
    ['user.device.ip_address'],
  ],
  rpush: [
    {
      ...g('rails', 'rpush'),
      'app/services/apns.rb':
        "class Apns\n  def call(device, alert)\n    n = Rpush::Apnsp8::Notification.new\n    n.app = Rpush::Apnsp8::App.find_by_name('ios')\n    n.device_token = device.token\n    n.alert = alert\n    n.data = { user_id: device.user_id }\n    n.save!\n  end\nend\n",
    },
    'apple',
    ['user.device.device_id', 'user.unique_id'],
  ],
  taxjar_rb: [
    {
      ...g('rails', 'taxjar-ruby'),
      'app/services/tax.rb':
        "class Tax\n  def initialize\n    @client = Taxjar::Client.new(api_key: ENV['TJ'])\n  end\n  def calculate(order)\n    @client.tax_for_order({ to_country: order.country, to_zip: order.zip_code, to_city: order.city, to_street: order.street, amount: order.total })\n  end\nend\n",
    },
    'taxjar',
    ['user.contact.address.country', 'user.contact.address.postal_code', 'user.contact.address.city', 'user.contact.address.street'],
  ],
  ruby_llm: [
    {
      ...g('rails', 'ruby_llm'),
      'config/initializers/ruby_llm.rb': "RubyLLM.configure do |config|\n  config.openai_api_key = ENV['OPENAI_API_KEY']\nend\n",
      'app/jobs/answer_job.rb':
        "class AnswerJob < ApplicationJob\n  def perform(message)\n    chat = RubyLLM.chat(model: 'gpt-4.1')\n    chat.ask(message.content)\n  end\nend\n",
    },
    'openai',
    ['user.content'],
  ],
  carrierwave_fog: [
    {
      ...g('rails', 'carrierwave', 'fog-aws'),
      'config/initializers/carrierwave.rb':
        "CarrierWave.configure do |config|\n  config.storage = :fog\n  config.fog_credentials = { provider: 'AWS', aws_access_key_id: ENV['K'] }\n  config.fog_directory = 'bucket'\nend\n",
      'app/uploaders/avatar_uploader.rb':
        'class AvatarUploader < CarrierWave::Uploader::Base\n  storage :fog\n  def store_dir = "uploads/#{model.id}"\nend\n',
      'app/models/user.rb': 'class User < ApplicationRecord\n  mount_uploader :avatar, AvatarUploader\nend\n',
    },
    'aws',
    ['user.content'],
  ],
  shrine_s3: [
    {
      ...g('rails', 'shrine', 'aws-sdk-s3'),
      'config/initializers/shrine.rb':
        "require 'shrine/storage/s3'\ns3 = { bucket: 'b', region: 'eu-west-1' }\nShrine.storages = { cache: Shrine::Storage::S3.new(prefix: 'cache', **s3), store: Shrine::Storage::S3.new(**s3) }\n",
      'app/models/photo.rb': 'class Photo < ApplicationRecord\n  include ImageUploader::Attachment(:image)\nend\n',
    },
    'aws',
    ['user.content'],
  ],
}
