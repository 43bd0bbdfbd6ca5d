// More ways in which Python programs hand data over: services asked for by an interface, sessions from elsewhere, mail, storage, models.
import type { Idioms } from './idioms.ts'

const r = (...deps: string[]) => ({ 'requirements.txt': `${deps.join('==1.0\n')}==1.0\n` })
const poetry = (...deps: string[]) => ({
  'pyproject.toml': `[project]\nname = "shop"\ndependencies = [${deps.map((d) => `"${d}>=1"`).join(', ')}]\n`,
})
export const pythonMore: Idioms = {
  service_by_interface: [
    {
      ...r('pyramid', 'requests', 'zope.interface'),
      'shop/desk/interfaces.py':
        'from zope.interface import Interface\n\nclass IDesk(Interface):\n    def open_ticket(*, payload):\n        "Opens one"\n',
      'shop/desk/services.py': `from zope.interface import implementer
from .interfaces import IDesk

@implementer(IDesk)
class ConsoleDesk:
    def open_ticket(self, *, payload):
        print(payload)

@implementer(IDesk)
class RemoteDesk:
    def __init__(self, *, session):
        self.http = session

    def open_ticket(self, *, payload):
        self.http.post("https://api.invented-desk.io/tickets", json=payload)
`,
      'shop/orders/tasks.py': `from pyramid.request import Request
from shop.desk.interfaces import IDesk

def complain(request: Request, order):
    desk = request.find_service(IDesk)
    payload = {"customer": {"email": order.customer.email}}
    desk.open_ticket(payload=payload)
`,
    },
    'invented-desk.io',
    ['user.contact.email'],
  ],
  session_of_unknown_make: [
    {
      ...r('pyramid', 'boto3'),
      'shop/mail.py': `class Sender:
    @classmethod
    def create_service(cls, context, request):
        session = request.find_service(name="aws.session")
        return cls(session.client("ses", region_name="eu-west-1"))
`,
    },
    'aws',
    ['user.contact.email', 'user.content'],
  ],
  messenger_class: [
    {
      ...r('requests'),
      'shop/notify.py': `import requests

class SlackNotifier:
    def __init__(self, webhook_url):
        self.webhook_url = webhook_url

    def send(self, user):
        requests.post(self.webhook_url, json={"text": f"{user.email} signed up"})
`,
    },
    'slack',
    ['user.contact.email'],
  ],
  boto_sns: [
    {
      ...r('boto3'),
      'notify/sms.py': `import boto3
sns = boto3.resource("sns").meta.client

def text(user, code):
    sns.publish(PhoneNumber=user.phone_number, Message=f"Your code is {code}")
`,
    },
    'aws',
    ['user.contact.phone_number', 'user.content'],
  ],
  resend_python: [
    {
      ...r('resend', 'fastapi'),
      'app/email.py': `import resend
from app.config import settings
resend.api_key = settings.RESEND_API_KEY

async def send_magic_link(to: str, token: str):
    params: resend.Emails.SendParams = {"from": "x@shop.example", "to": [to], "subject": "Sign in", "html": f"<a href='https://shop.example/m/{token}'>in</a>"}
    resend.Emails.send(params)
`,
      'app/routes.py':
        'from app.email import send_magic_link\nasync def login(body):\n    await send_magic_link(body.email, make_token(body.email))\n',
    },
    'resend',
    ['user.contact.email', 'user.content'],
  ],
  to_dict_method: [
    {
      ...r('requests', 'Flask', 'SQLAlchemy'),
      'app/models.py':
        'class Customer(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    email = db.Column(db.String)\n    phone = db.Column(db.String)\n\n    def to_dict(self):\n        return {"id": self.id, "email": self.email, "phone": self.phone}\n',
      'app/sync.py':
        'import requests\nfrom .models import Customer\n\ndef sync():\n    for customer in Customer.query.all():\n        requests.post("https://api.invented-crm.io/customers", json=customer.to_dict())\n',
    },
    'invented-crm.io',
    ['user.unique_id', 'user.contact.email', 'user.contact.phone_number'],
  ],
  hcaptcha_httpx: [
    {
      ...r('httpx'),
      'app/hc.py':
        'import httpx\nVERIFY_URL = "https://api.hcaptcha.com/siteverify"\n\nasync def check(request, token):\n    data = {"secret": S, "response": token, "remoteip": request.client.host}\n    async with httpx.AsyncClient() as c:\n        r = await c.post(VERIFY_URL, data=data)\n    return r.json()["success"]\n',
    },
    'hcaptcha',
    ['user.device.ip_address'],
  ],
  turnstile: [
    {
      ...r('requests', 'Django'),
      'proj/settings.py': 'TURNSTILE_VERIFY_URL = "https://challenges.cloudflare.com/turnstile/v0/siteverify"\n',
      'a/v.py': `import requests
from django.conf import settings

def get_client_ip(request):
    xff = request.META.get("HTTP_X_FORWARDED_FOR")
    return xff.split(",")[0] if xff else request.META.get("REMOTE_ADDR")

def ok(request):
    return requests.post(settings.TURNSTILE_VERIFY_URL, data={"secret": settings.S, "response": request.POST["cf-turnstile-response"], "remoteip": get_client_ip(request)}).ok
`,
    },
    'cloudflare',
    ['user.device.ip_address'],
  ],
  gravatar: [
    {
      ...r('Django'),
      'accounts/templatetags/gravatar.py': `import hashlib
from urllib.parse import urlencode
from django import template
register = template.Library()

@register.filter
def gravatar_url(user, size=40):
    digest = hashlib.md5(user.email.strip().lower().encode("utf-8")).hexdigest()
    return "https://www.gravatar.com/avatar/%s?%s" % (digest, urlencode({"s": size, "d": "identicon"}))
`,
      'templates/user.html': '{% load gravatar %}<img src="{{ user|gravatar_url:80 }}">\n',
    },
    'gravatar',
    ['user.contact.email'],
  ],
  openai_chat: [
    {
      ...poetry('openai'),
      'ai/gen.py': `from openai import OpenAI
client = OpenAI()

SYSTEM = "You are a coach"

def reply(user, conversation):
    messages = [{"role": "system", "content": SYSTEM}]
    for m in conversation.messages.all():
        messages.append({"role": m.role, "content": m.text})
    return client.chat.completions.create(model="gpt-4o", messages=messages, user=str(user.id)).choices[0].message.content
`,
    },
    'openai',
    ['user.content', 'user.unique_id'],
  ],
  anthropic_py: [
    {
      ...poetry('anthropic'),
      'ai/claude.py': `import anthropic

def answer(question, docs):
    client = anthropic.Anthropic()
    with client.messages.stream(model="claude-sonnet-4", max_tokens=1000, system="Help.", messages=[{"role": "user", "content": f"{docs}\\n\\n{question}"}]) as stream:
        return "".join(stream.text_stream)

def view(request):
    return answer(request.POST["question"], request.user.notes)
`,
    },
    'anthropic',
    ['user.content'],
  ],
  razorpay: [
    {
      ...r('razorpay'),
      'pay/rp.py': `import razorpay
client = razorpay.Client(auth=("k", "s"))

def link(order):
    return client.payment_link.create({"amount": order.total, "customer": {"name": order.name, "email": order.email, "contact": order.phone}, "notify": {"sms": True}})
`,
    },
    'razorpay',
    ['user.name', 'user.contact.email', 'user.contact.phone_number'],
  ],
  wrapper_by_name: [
    {
      ...r('company-hubspot-api', 'djangorestframework'),
      'sync/api.py': `from company.hubspot_api.api import transform_properties, upsert_request

NAMES = {"email": "email", "first_name": "firstname", "job_title": "jobtitle", "year_of_birth": "yearofbirth"}

def sync(person):
    upsert_request("contacts", body=transform_properties(person.as_row(), NAMES))
`,
    },
    'hubspot',
    ['user.contact.email', 'user.name.first', 'user.job_title', 'user.demographic.date_of_birth'],
  ],
  hubspot_requests: [
    {
      ...r('requests'),
      'leads/hubspot.py': `import requests, os

HUBSPOT_URL = "https://api.hubapi.com/crm/v3/objects/contacts"
FIELD_MAP = {"email": "email", "first_name": "firstname", "phone_number": "phone"}

def push(lead: dict):
    properties = {hs: lead.get(ours) for ours, hs in FIELD_MAP.items()}
    r = requests.post(HUBSPOT_URL, json={"properties": properties}, headers={"Authorization": "Bearer " + os.environ["HUBSPOT_TOKEN"]})
    r.raise_for_status()
`,
    },
    'hubspot',
    ['user.contact.email', 'user.name.first', 'user.contact.phone_number'],
  ],
  paddle: [
    {
      ...r('paddle-python-sdk'),
      'pay/paddle.py': `from paddle_billing import Client
from paddle_billing.Resources.Customers.Operations import CreateCustomer
paddle = Client("key")

def create(user):
    return paddle.customers.create(CreateCustomer(email=user.email, name=user.name))
`,
    },
    'paddle',
    ['user.contact.email', 'user.name'],
  ],
  litellm: [
    {
      ...poetry('litellm'),
      'ai/l.py': `import litellm

def ask(message):
    return litellm.completion(model="anthropic/claude-sonnet-4-20250514", messages=[{"role": "user", "content": message.body}])
`,
    },
    'anthropic',
    ['user.content'],
  ],
  authlib: [
    {
      ...r('Authlib', 'Flask'),
      'app/oauth.py': `from authlib.integrations.flask_client import OAuth
oauth = OAuth()
oauth.register(name="google", server_metadata_url="https://accounts.google.com/.well-known/openid-configuration", client_kwargs={"scope": "openid email"})
`,
    },
    'google',
    [],
  ],
  'a check whether a comment is spam': [
    {
      ...r('pykismet3', 'Django'),
      'contact/forms.py': `from pykismet3 import Akismet

def clean(self):
    api = Akismet(api_key=settings.AKISMET_API_KEY, blog_url="https://shop.example/")
    told = {
        "user_ip": self.request.META.get("REMOTE_ADDR", ""),
        "comment_author": self.cleaned_data.get("name", ""),
        "comment_author_email": self.cleaned_data.get("email", ""),
        "comment_content": self.cleaned_data["body"],
    }
    return api.check(told)
`,
    },
    'akismet',
    ['user.device.ip_address', 'user.name', 'user.contact.email', 'user.content'],
  ],
}
