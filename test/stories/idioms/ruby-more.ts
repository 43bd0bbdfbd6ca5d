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
}
