// Ways in which PHP programs hand data over, each a small invented program: its files, the vendor, the fields.
import type { Idioms } from './idioms.ts'

const c = (dep: string) => ({ 'composer.json': `{"name":"shop/app","require":{"${dep}":"^1.0"}}` })
export const php: Idioms = {
  guzzle: [
    {
      'app/A.php': `<?php
namespace App;
use GuzzleHttp\\Client;
class A {
  private Client $client;
  public function __construct() { $this->client = new Client(['base_uri' => 'https://api.invented-crm.io/v1/']); }
  public function sync(User $user): void {
    $this->client->post('contacts', ['json' => ['email' => $user->email, 'first_name' => $user->first_name]]);
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name.first'],
  ],
  guzzle_request: [
    {
      'app/A.php': `<?php
namespace App;
use GuzzleHttp\\Client;
class A {
  const API = 'https://api.invented-crm.io/v1/contacts';
  public function sync(User $user): void {
    $client = new Client();
    $payload = ['email' => $user->email];
    $payload['phone'] = $user->phone;
    $client->request('POST', self::API, ['form_params' => $payload, 'headers' => ['x' => 'y']]);
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  http: [
    {
      'app/A.php': `<?php
namespace App;
use Illuminate\\Support\\Facades\\Http;
class A {
  public function sync(User $user): void {
    Http::withToken(config('services.crm.key'))->acceptJson()->post('https://api.invented-crm.io/v1/contacts', ['email' => $user->email, 'name' => $user->name]);
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name'],
  ],
  http_base: [
    {
      'app/A.php': `<?php
namespace App;
use Illuminate\\Support\\Facades\\Http;
class A {
  protected function client() { return Http::baseUrl('https://api.invented-crm.io/v1')->withToken($this->key); }
  public function sync(User $user): void { $this->client()->post('/contacts', $user->only(['email', 'phone'])); }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  http_config: [
    {
      'config/services.php': `<?php
return ['crm' => ['url' => env('CRM_URL', 'https://api.invented-crm.io/v1'), 'key' => env('CRM_KEY')]];`,
      'app/A.php': `<?php
namespace App;
use Illuminate\\Support\\Facades\\Http;
class A {
  public function sync(User $user): void {
    $url = config('services.crm.url');
    Http::post("{$url}/contacts", ['email' => $user->email]);
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email'],
  ],
  curl: [
    {
      'src/a.php': `<?php
function sync($user) {
  $ch = curl_init();
  $data = array('email' => $user['email'], 'phone' => $user['phone']);
  curl_setopt($ch, CURLOPT_URL, 'https://api.invented-crm.io/v1/contacts');
  curl_setopt($ch, CURLOPT_POST, 1);
  curl_setopt($ch, CURLOPT_POSTFIELDS, http_build_query($data));
  curl_exec($ch);
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  curl_array: [
    {
      'src/a.php': `<?php
class A {
  function sync($user) {
    $ch = curl_init('https://api.invented-crm.io/v1/contacts');
    curl_setopt_array($ch, [CURLOPT_POST => true, CURLOPT_POSTFIELDS => json_encode(['email' => $user->email])]);
    curl_exec($ch);
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email'],
  ],
  saloon: [
    {
      'app/Http/Integrations/Crm/CrmConnector.php': `<?php
namespace App\\Http\\Integrations\\Crm;
use Saloon\\Http\\Connector;
class CrmConnector extends Connector {
  public function resolveBaseUrl(): string { return 'https://api.invented-crm.io/v1'; }
}`,
      'app/Http/Integrations/Crm/Requests/CreateContactRequest.php': `<?php
namespace App\\Http\\Integrations\\Crm\\Requests;
use Saloon\\Http\\Request;
class CreateContactRequest extends Request {
  public function __construct(private readonly User $user) {}
  public function resolveEndpoint(): string { return '/contacts'; }
  protected function defaultBody(): array { return ['email' => $this->user->email, 'phone' => $this->user->phone]; }
}`,
      'app/Services/Crm.php': `<?php
namespace App\\Services;
use App\\Http\\Integrations\\Crm\\CrmConnector;
use App\\Http\\Integrations\\Crm\\Requests\\CreateContactRequest;
class Crm {
  public function __construct(private readonly CrmConnector $connector) {}
  public function sync(User $user) { $this->connector->send(new CreateContactRequest($user)); }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  symfony: [
    {
      'src/A.php': `<?php
namespace App;
use Symfony\\Contracts\\HttpClient\\HttpClientInterface;
class A {
  public function __construct(private HttpClientInterface $httpClient) {}
  public function sync(User $user) {
    $this->httpClient->request('POST', 'https://api.invented-crm.io/v1/contacts', ['json' => ['email' => $user->getEmail(), 'name' => $user->getFullName()]]);
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name'],
  ],
  wp: [
    {
      'src/a.php': `<?php
function sync($user) {
  $response = wp_remote_post('https://api.invented-crm.io/v1/contacts', array('body' => array('email' => $user->user_email)));
}`,
    },
    'invented-crm.io',
    ['user.contact.email'],
  ],
  sentry: [
    {
      ...c('sentry/sentry-laravel'),
      'app/A.php': `<?php
namespace App;
use Sentry\\State\\Scope;
class A {
  public function handle($request, $next) {
    if (auth()->check() && app()->bound('sentry')) {
      \\Sentry\\configureScope(function (Scope $scope): void {
        $scope->setUser(['id' => auth()->user()->id, 'email' => auth()->user()->email]);
      });
    }
  }
}`,
    },
    'sentry',
    ['user.contact.email', 'user.unique_id'],
  ],
  stripe: [
    {
      ...c('stripe/stripe-php'),
      'app/A.php': `<?php
namespace App;
use Stripe\\StripeClient;
class A {
  public function __construct(private StripeClient $stripe) {}
  public function create(User $user) {
    $customer = $this->stripe->customers->create(['email' => $user->email, 'name' => $user->name, 'metadata' => ['user_id' => $user->id]]);
    \\Stripe\\Charge::create(['receipt_email' => $user->email]);
  }
}`,
    },
    'stripe',
    ['user.contact.email', 'user.name', 'user.unique_id'],
  ],
  job: [
    {
      'app/Jobs/SyncContact.php': `<?php
namespace App\\Jobs;
use Illuminate\\Support\\Facades\\Http;
class SyncContact {
  private $user;
  public function __construct(User $user) { $this->user = $user; }
  public function handle() { Http::post('https://api.invented-crm.io/v1/contacts', ['email' => $this->user->email]); }
}`,
    },
    'invented-crm.io',
    ['user.contact.email'],
  ],
  jobarr: [
    {
      'app/Jobs/SyncContact.php': `<?php
namespace App\\Jobs;
use Illuminate\\Support\\Facades\\Http;
class SyncContact {
  public function __construct(public array $data) {}
  public function handle() { Http::post('https://api.invented-crm.io/v1/contacts', $this->data); }
}`,
      'app/Http/C.php': `<?php
namespace App\\Http;
use App\\Jobs\\SyncContact;
class C { public function store($request) { SyncContact::dispatch(['email' => $request->email, 'phone' => $request->input('phone')]); } }`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  dto: [
    {
      'app/ContactData.php': `<?php
namespace App;
class ContactData {
  public function __construct(public readonly string $email, public readonly string $firstName) {}
  public function toArray(): array { return ['email' => $this->email, 'first_name' => $this->firstName]; }
}`,
      'app/A.php': `<?php
namespace App;
use Illuminate\\Support\\Facades\\Http;
class A {
  public function sync(User $user): void {
    $data = new ContactData(email: $user->email, firstName: $user->first_name);
    Http::post('https://api.invented-crm.io/v1/contacts', $data->toArray());
  }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.name.first'],
  ],
  iface: [
    {
      'app/Sms/Driver.php': `<?php
namespace App\\Sms;
interface Driver { public function send(string $to, string $text): void; }`,
      'app/Sms/InventedDriver.php': `<?php
namespace App\\Sms;
use Illuminate\\Support\\Facades\\Http;
class InventedDriver implements Driver {
  public function send(string $to, string $text): void { Http::asForm()->post('https://api.invented-sms.io/v1/send', ['to' => $to, 'text' => $text]); }
}`,
      'app/Login.php': `<?php
namespace App;
use App\\Sms\\Driver;
class Login {
  public function __construct(private Driver $driver) {}
  public function code(User $user) { $this->driver->send($user->phone_number, 'code'); }
}`,
    },
    'invented-sms.io',
    ['user.contact.phone_number'],
  ],
  notification: [
    {
      ...c('laravel/slack-notification-channel'),
      'app/Notifications/NewUser.php': `<?php
namespace App\\Notifications;
use Illuminate\\Notifications\\Messages\\SlackMessage;
use Illuminate\\Notifications\\Notification;
class NewUser extends Notification {
  public function __construct(public User $user) {}
  public function via($notifiable) { return ['slack']; }
  public function toSlack($notifiable) {
    return (new SlackMessage)->content("New user {$this->user->name} ({$this->user->email})");
  }
}`,
    },
    'slack',
    ['user.contact.email', 'user.name', 'user.content'],
  ],
  vonage: [
    {
      ...c('laravel/vonage-notification-channel'),
      'app/Notifications/Code.php': `<?php
namespace App\\Notifications;
use Illuminate\\Notifications\\Messages\\VonageMessage;
use Illuminate\\Notifications\\Notification;
class Code extends Notification {
  public function via($notifiable) { return ['vonage']; }
  public function toVonage($notifiable) { return (new VonageMessage)->content('Your code ' . $this->code); }
}`,
      'app/Models/User.php': `<?php
namespace App\\Models;
class User { public function routeNotificationForVonage($n) { return $this->phone_number; } }`,
    },
    'vonage',
    ['user.contact.phone_number', 'user.content'],
  ],
  newsletter: [
    {
      ...c('spatie/laravel-newsletter'),
      'app/A.php': `<?php
namespace App;
use Spatie\\Newsletter\\Facades\\Newsletter;
class A { public function sub(User $user) { Newsletter::subscribe($user->email, ['FNAME' => $user->first_name]); } }`,
    },
    'mailchimp',
    ['user.contact.email', 'user.name.first'],
  ],
  mailchimp: [
    {
      ...c('drewm/mailchimp-api'),
      'app/A.php': `<?php
namespace App;
use DrewM\\MailChimp\\MailChimp;
class A { public function sub(User $user) {
  $mc = new MailChimp(env('MAILCHIMP_KEY'));
  $mc->post("lists/1/members", ['email_address' => $user->email, 'merge_fields' => ['FNAME' => $user->first_name]]);
} }`,
    },
    'mailchimp',
    ['user.contact.email', 'user.name.first'],
  ],
  twilio: [
    {
      ...c('twilio/sdk'),
      'app/A.php': `<?php
namespace App;
use Twilio\\Rest\\Client;
class A { public function sms(User $user, $text) {
  $twilio = new Client(config('services.twilio.sid'), config('services.twilio.token'));
  $twilio->messages->create($user->phone, ['from' => '+15550100', 'body' => $text]);
} }`,
    },
    'twilio',
    ['user.contact.phone_number', 'user.content'],
  ],
  cashier: [
    {
      ...c('laravel/cashier'),
      'app/A.php': `<?php
namespace App;
use Laravel\\Cashier\\Billable;
class User extends Model { use Billable; }
class A { public function sub(User $user) { $user->newSubscription('default', 'price')->create($pm); $user->createAsStripeCustomer(['name' => $user->name, 'email' => $user->email]); } }`,
    },
    'stripe',
    ['user.contact.email', 'user.name'],
  ],
  paypal: [
    {
      ...c('mollie/mollie-api-php'),
      'app/A.php': `<?php
namespace App;
use Mollie\\Api\\MollieApiClient;
class A { public function pay($order) {
  $mollie = new MollieApiClient();
  $mollie->payments->create(['amount' => 1, 'billingAddress' => ['email' => $order->customer->email, 'givenName' => $order->customer->first_name]]);
} }`,
    },
    'mollie',
    ['user.contact.email', 'user.name.first'],
  ],
  event: [
    {
      'app/Listeners/Sync.php': `<?php
namespace App\\Listeners;
use Illuminate\\Support\\Facades\\Http;
class Sync {
  public function handle(UserRegistered $event) {
    $user = $event->user;
    Http::post('https://api.invented-crm.io/v1/contacts', compact('email') + ['name' => $user->full_name, 'ip' => request()->ip()]);
  }
}`,
    },
    'invented-crm.io',
    ['user.name', 'user.device.ip_address'],
  ],
  gravatar: [
    {
      'app/User.php': `<?php
namespace App;
class User {
  public function getAvatarAttribute() { return 'https://www.gravatar.com/avatar/' . md5(strtolower(trim($this->email))) . '?s=80'; }
}`,
    },
    'gravatar',
    ['user.contact.email'],
  ],
  methodbody: [
    {
      'app/A.php': `<?php
namespace App;
use GuzzleHttp\\Client;
abstract class BaseApi {
  protected string $baseUrl;
  protected function call(string $path, array $params) {
    $client = new Client();
    return $client->post($this->baseUrl . $path, ['json' => $params]);
  }
}
class Crm extends BaseApi {
  protected string $baseUrl = 'https://api.invented-crm.io';
  public function create(User $user) { return $this->call('/contacts', ['email' => $user->email, 'phone' => $user->phone]); }
}`,
    },
    'invented-crm.io',
    ['user.contact.email', 'user.contact.phone_number'],
  ],
  member_of_own_class: [
    {
      ...c('mollie/mollie-api-php'),
      'app/Payments/MollieDriver.php': `<?php
namespace App\\Payments;
use Mollie\\Api\\MollieApiClient;
class MollieDriver {
  public $gateway;
  public function init() { $this->gateway = new MollieApiClient(); return $this; }
}`,
      'app/Payments/Mollie/CreditCard.php': `<?php
namespace App\\Payments\\Mollie;
use App\\Payments\\MollieDriver;
use Mollie\\Api\\Exceptions\\ApiException;
class CreditCard {
  protected MollieDriver $mollie;
  public function pay($client) { $this->mollie->gateway->customers->create(['name' => $client->full_name, 'email' => $client->email]); }
}`,
    },
    'mollie',
    ['user.contact.email', 'user.name'],
  ],
  method_known_when_it_runs: [
    {
      'app/A.php': `<?php
namespace App;
use Illuminate\\Support\\Facades\\Http;
class A {
  public function call($verb, $path, $payload) { return Http::withToken($this->key)->{$verb}('https://api.invented-bank.io/v1/' . $path, $payload); }
  public function create(User $user) { $this->call('post', 'customers', ['email' => $user->email]); }
}`,
    },
    'invented-bank.io',
    ['user.contact.email'],
  ],
}
