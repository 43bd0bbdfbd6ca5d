// Ways in which Python programs hand data over, each a small invented program: its files, the vendor, the fields.
import type { Idioms } from './idioms.ts'

const r = (...deps: string[]) => ({ 'requirements.txt': `${deps.join('==1.0\n')}==1.0\n` })
export const python: Idioms = {
  sentry_scope: [
    {
      ...r('sentry-sdk', 'celery'),
      'shop/tasks.py': `from celery import shared_task
import sentry_sdk
from .models import Order

@shared_task
def charge(order_id):
    order = Order.objects.get(pk=order_id)
    with sentry_sdk.push_scope() as scope:
        scope.user = {"email": order.customer.email}
        scope.set_extra("phone", order.customer.phone)
        scope.set_context("customer", {"ip": order.ip_address, "name": order.customer.full_name})
        try:
            order.charge()
        except Exception as e:
            sentry_sdk.capture_exception(e)
`,
    },
    'sentry',
    ['user.contact.email', 'user.contact.phone_number', 'user.device.ip_address', 'user.name'],
  ],
  posthog_client_kwargs: [
    {
      ...r('posthog', 'fastapi'),
      'app/analytics.py': `from posthog import Posthog
from app.core.config import settings

client = Posthog(project_api_key=settings.posthog_key, host=settings.posthog_host)

class Analytics:
    def __init__(self, client=client):
        self._client = client

    def capture(self, *, user_id: str, event: str, properties: dict | None = None):
        self._client.capture(distinct_id=user_id, event=event, properties=properties or {})

analytics = Analytics()
`,
      'app/routers/users.py': `from fastapi import APIRouter
from app.analytics import analytics
router = APIRouter()

@router.post("/users")
async def create_user(body: UserCreate):
    user = await save(body)
    analytics.capture(user_id=user.id, event="user_created", properties={"email": user.email, "company": user.company_name})
    return user
`,
      'app/core/config.py':
        'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    posthog_key: str\n    posthog_host: str = "https://us.i.posthog.com"\nsettings = Settings()\n',
    },
    'posthog',
    ['user.unique_id', 'user.contact.email', 'user.contact.organization', 'user.behavior.event'],
  ],
  customerio_python: [
    {
      ...r('customerio'),
      'marketing/cio.py': `from customerio import CustomerIO, Regions, APIClient, SendEmailRequest
from django.conf import settings

cio = CustomerIO(settings.CIO_SITE_ID, settings.CIO_API_KEY, region=Regions.EU)
api = APIClient(settings.CIO_APP_KEY)

def sync(member):
    cio.identify(id=member.pk, email=member.email, first_name=member.first_name, plan=member.plan)
    cio.track(customer_id=member.pk, name="renewed", zip=member.postal_code)

def welcome(member):
    request = SendEmailRequest(to=member.email, transactional_message_id=3, message_data={"name": member.full_name}, identifiers={"id": member.pk})
    api.send_email(request)
`,
    },
    'customer-io',
    ['user.unique_id', 'user.contact.email', 'user.name.first', 'user.contact.address.postal_code', 'user.name'],
  ],
  hubspot_map: [
    {
      ...r('hubspot-api-client', 'djangorestframework'),
      'hubspot_sync/serializers.py': `from rest_framework import serializers
from users.models import User

class HubspotContactSerializer(serializers.ModelSerializer):
    email = serializers.EmailField()
    firstname = serializers.CharField(source="first_name")
    lastname = serializers.CharField(source="last_name")
    country = serializers.CharField(source="legal_address.country")
    company = serializers.SerializerMethodField()

    def get_company(self, instance):
        return instance.profile.company

    class Meta:
        model = User
        fields = ("email", "firstname", "lastname", "country", "company")
`,
      'hubspot_sync/api.py': `from hubspot import HubSpot
from hubspot.crm.contacts import SimplePublicObjectInput
from django.conf import settings
from .serializers import HubspotContactSerializer

def make_contact_sync_message(user):
    return SimplePublicObjectInput(properties=HubspotContactSerializer(user).data)

def sync_contact(user):
    api = HubSpot(access_token=settings.HUBSPOT_TOKEN)
    body = make_contact_sync_message(user)
    return api.crm.contacts.basic_api.create(simple_public_object_input=body)
`,
    },
    'hubspot',
    ['user.contact.email', 'user.name.first', 'user.name.last', 'user.contact.address.country', 'user.contact.organization'],
  ],
  intercom_python: [
    {
      ...r('python-intercom'),
      'crm/intercom.py': `from intercom.client import Client
import os
intercom = Client(personal_access_token=os.environ["INTERCOM_TOKEN"])

def upsert(user):
    intercom.users.create(user_id=user.id, email=user.email, name=user.name, phone=user.phone, custom_attributes={"company": user.company.name})
`,
    },
    'intercom',
    ['user.unique_id', 'user.contact.email', 'user.name', 'user.contact.phone_number'],
  ],
  boto_ses: [
    {
      ...r('boto3'),
      'notify/ses.py': `import boto3

class SesMailSender:
    def __init__(self, ses_client=None):
        self.ses_client = ses_client or boto3.client("ses", region_name="eu-west-1")

    def send_email(self, source, destination, subject, text, html):
        send_args = {"Source": source, "Destination": {"ToAddresses": [destination]}, "Message": {"Subject": {"Data": subject}, "Body": {"Text": {"Data": text}, "Html": {"Data": html}}}}
        return self.ses_client.send_email(**send_args)
`,
      'notify/jobs.py':
        'from .ses import SesMailSender\n\ndef remind(booking):\n    SesMailSender().send_email("a@shop.example", booking.guest_email, "Soon", f"Dear {booking.guest_name}", "")\n',
    },
    'aws',
    ['user.contact.email', 'user.content', 'user.name'],
  ],
  boto_rekognition: [
    {
      ...r('boto3'),
      'kyc/face.py': `import boto3

def detect(photo_bytes):
    client = boto3.client("rekognition")
    return client.compare_faces(SourceImage={"Bytes": photo_bytes}, TargetImage={"S3Object": {"Bucket": "b", "Name": "k"}})

def translate(review):
    return boto3.client("translate").translate_text(Text=review.body, SourceLanguageCode="auto", TargetLanguageCode="en")
`,
    },
    'aws',
    ['user.content'],
  ],
  storages_s3: [
    {
      ...r('django-storages[s3]', 'Django', 'boto3'),
      'proj/settings.py': `INSTALLED_APPS = ["storages", "profiles"]
STORAGES = {"default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"bucket_name": "media"}}, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
`,
      'profiles/models.py':
        'from django.db import models\nclass Profile(models.Model):\n    avatar = models.ImageField(upload_to="avatars/")\n    resume = models.FileField(upload_to="cv/")\n',
    },
    'aws',
    ['user.content'],
  ],
  twilio_sms: [
    {
      ...r('twilio', 'Django'),
      'sms/send.py': `from django.conf import settings
from twilio.rest import Client

def send_sms(to, body):
    client = Client(settings.TWILIO_SID, settings.TWILIO_TOKEN)
    return client.messages.create(to=to, from_=settings.TWILIO_FROM, body=body)

def verify(user):
    Client(settings.TWILIO_SID, settings.TWILIO_TOKEN).verify.v2.services(settings.SID).verifications.create(to=user.phone, channel="sms")
`,
      'bookings/tasks.py': `from functools import partial
from django.db import transaction
from sms.send import send_sms

def remind(booking):
    transaction.on_commit(partial(send_sms, booking.customer.mobile, f"Hi {booking.customer.first_name}, see you soon"))
`,
    },
    'twilio',
    ['user.contact.phone_number', 'user.content', 'user.name.first'],
  ],
  settings_url: [
    {
      ...r('requests', 'Django'),
      'proj/settings.py':
        'import os\nLEADS_API_URL = os.environ.get("LEADS_API_URL", "https://api.invented-crm.io")\nLEADS_API_KEY = os.environ["LEADS_API_KEY"]\n',
      'leads/services.py': `import requests
from django.conf import settings

def submit(form):
    url = f"{settings.LEADS_API_URL}/v1/leads"
    response = requests.post(url, json={"email": form.cleaned_data["email"], "name": form.cleaned_data["name"], "message": form.cleaned_data["message"]}, headers={"X-Key": settings.LEADS_API_KEY})
    response.raise_for_status()
`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name', 'user.content'],
  ],
  api_client_request: [
    {
      ...r('httpx'),
      'vend/api.py': `import httpx
from .schemas import Person

API_ROOT = "https://api.invented-crm.io"

class Api:
    def __init__(self, token: str) -> None:
        self._token = token

    async def _request(self, method: str, path: str, **kwargs):
        async with httpx.AsyncClient(timeout=10) as client:
            response = await client.request(method, API_ROOT + path, headers={"Authorization": self._token}, **kwargs)
        return response.json()

    async def add_person(self, person: "Person"):
        return await self._request("POST", "/persons", json=person.model_dump(exclude_none=True))
`,
      'vend/schemas.py':
        'from pydantic import BaseModel, EmailStr, Field\n\nclass Person(BaseModel):\n    email: EmailStr\n    full_name: str = Field(alias="fullName")\n    birth_date: str | None = None\n',
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name', 'user.demographic.date_of_birth'],
  ],
  dataclass_asdict: [
    {
      ...r('requests'),
      'ship/labels.py': `from dataclasses import dataclass, asdict
import requests

@dataclass
class Recipient:
    name: str
    street: str
    city: str
    phone: str = ""

def create_label(order):
    recipient = Recipient(name=order.ship_name, street=order.street, city=order.city, phone=order.phone)
    requests.post("https://api.invented-parcel.io/labels", json={"to": asdict(recipient)})
`,
    },
    'invented-parcel.io',
    ['user.name', 'user.contact.address.street', 'user.contact.address.city', 'user.contact.phone_number'],
  ],
  recaptcha_requests: [
    {
      ...r('requests', 'Flask'),
      'app/captcha.py': `import requests
from flask import current_app, request

def verify(token):
    payload = {"secret": current_app.config["RECAPTCHA_SECRET"], "response": token, "remoteip": request.remote_addr}
    return requests.post("https://www.google.com/recaptcha/api/siteverify", data=payload).json()["success"]
`,
    },
    'recaptcha',
    ['user.device.ip_address'],
  ],
  slack_webhook: [
    {
      ...r('requests', 'Django'),
      'ops/hook.py':
        'import requests\nfrom django.conf import settings\n\ndef notify_signup(user):\n    if not settings.SLACK_WEBHOOK_URL:\n        return\n    requests.post(settings.SLACK_WEBHOOK_URL, json={"text": f"New user {user.email} from {user.company}"})\n',
      'proj/settings.py': 'import os\nSLACK_WEBHOOK_URL = os.getenv("SLACK_WEBHOOK_URL", "")\n',
    },
    'slack',
    ['user.contact.email'],
  ],
  pyramid_registry: [
    {
      ...r('pyramid', 'requests'),
      'app/services/crm.py': `import requests
from zope.interface import implementer
from app.interfaces import ICrm

@implementer(ICrm)
class CrmService:
    def __init__(self, *, session, base_url="https://api.invented-crm.io"):
        self.session = session
        self.base_url = base_url

    @classmethod
    def create_service(cls, context, request):
        return cls(session=request.http, base_url=request.registry.settings.get("crm.url", "https://api.invented-crm.io"))

    def push(self, user):
        self.session.post(self.base_url + "/users", json={"email": user.email, "username": user.username})
`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.account.username'],
  ],
  drf_body: [
    {
      ...r('requests', 'djangorestframework'),
      'sync/ser.py':
        'from rest_framework import serializers\n\nclass AttendeeSerializer(serializers.Serializer):\n    email = serializers.EmailField()\n    givenName = serializers.CharField(source="first_name")\n    dob = serializers.DateField(source="birth_date")\n',
      'sync/tasks.py':
        'import requests\nfrom celery import shared_task\nfrom .ser import AttendeeSerializer\n\n@shared_task(bind=True, max_retries=3)\ndef push_attendee(self, attendee_id):\n    attendee = Attendee.objects.select_related("user").get(id=attendee_id)\n    payload = AttendeeSerializer(attendee).data\n    requests.post("https://api.invented-events.io/attendees", json=payload)\n',
    },
    'invented-events.io',
    ['user.contact.email', 'user.name.first', 'user.demographic.date_of_birth'],
  ],
  task_delay_kwargs: [
    {
      ...r('requests', 'celery'),
      'crm/tasks.py':
        'import requests\nfrom celery import shared_task\n\n@shared_task\ndef send_event(name, **payload):\n    requests.post("https://hooks.invented-crm.io/event", json={"name": name, **payload})\n',
      'shop/signals.py':
        'from crm.tasks import send_event\n\ndef on_paid(sender, order, **kwargs):\n    send_event.delay("paid", email=order.email, ip=order.ip_address)\n    send_event.apply_async(args=["paid2"], kwargs={"phone": order.phone_number})\n',
    },
    'invented-crm.io',
    ['user.contact.email', 'user.device.ip_address', 'user.contact.phone_number'],
  ],
  mixpanel_people: [
    {
      ...r('mixpanel', 'Flask'),
      'services/mp.py': `from mixpanel import Mixpanel
from flask import current_app, request

def _mp():
    return Mixpanel(current_app.config["MIXPANEL_TOKEN"])

def signup(user):
    mp = _mp()
    mp.people_set(user.id, {"$email": user.email, "$first_name": user.first_name, "$phone": user.phone}, meta={"$ip": request.remote_addr})
    mp.track(user.id, "Signed Up", {"Referrer": request.referrer})
`,
    },
    'mixpanel',
    [
      'user.unique_id',
      'user.contact.email',
      'user.name.first',
      'user.contact.phone_number',
      'user.device.ip_address',
      'user.behavior.referrer',
    ],
  ],
  rollbar_person: [
    {
      ...r('rollbar', 'Django'),
      'proj/settings.py': `import os
MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "rollbar.contrib.django.middleware.RollbarNotifierMiddleware"]
ROLLBAR = {"access_token": os.environ["ROLLBAR_TOKEN"], "environment": "production"}
`,
      'billing/views.py': `import rollbar

def pay(request):
    try:
        do_pay(request)
    except Exception:
        rollbar.report_exc_info(extra_data={"email": request.user.email, "card_last4": request.POST["last4"]})
`,
    },
    'rollbar',
    ['user.contact.email'],
  ],
}
