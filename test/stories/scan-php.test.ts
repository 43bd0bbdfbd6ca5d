// What the scan must follow in PHP, as Laravel, Symfony, WordPress, Magento and plain PHP programs hand data over, and what is no vendor of theirs.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { covers } from '../../src/fields/taxonomy.ts'
import { phpClients } from './idioms/php-clients.ts'
import { phpMessages } from './idioms/php-messages.ts'
import { phpPages } from './idioms/php-pages.ts'
import { phpPayments } from './idioms/php-payments.ts'
import { fields, scanFiles, vendor } from './scan-tree.ts'

const catalog = await readCatalog()

for (const idioms of [phpPayments, phpMessages, phpClients, phpPages])
  for (const [name, [files, handed]] of Object.entries(idioms))
    test(`PHP: ${name}`, async () => {
      const done = await scanFiles(files, catalog)
      for (const [id, wanted] of Object.entries(handed)) {
        const own = done.result.vendors.find((one) => one.id === id || one.domain === id)
        const found = fields(done, own?.id ?? id)
        const missing = wanted.filter((field) => !found.some((one) => one === field || covers(one, field) || covers(field, one)))
        assert.deepEqual(missing, [], `${id}, found: ${found.join(', ') || 'no field'}`)
      }
    })

const laravel = '{"name":"shop/app","require":{"laravel/framework":"^11.0"}}'

test('PHP: settings of other products that are offered to set up are no vendors', async () => {
  const done = await scanFiles(
    {
      'composer.json': laravel,
      'templates/compose/app.yaml':
        'services:\n  app:\n    environment:\n      - MAILGUN_API_KEY=$KEY\n      - mail__host=smtp.mailgun.org\n',
    },
    catalog,
  )
  assert.deepEqual(done.result.vendors, [])
})

test("PHP: what a framework's settings name in every application is no vendor", async () => {
  const done = await scanFiles(
    {
      'composer.json': laravel,
      'config/services.php':
        "<?php return ['postmark' => ['token' => env('POSTMARK_TOKEN')], 'ses' => ['key' => env('AWS_ACCESS_KEY_ID')]];",
      'config/filesystems.php':
        "<?php return ['default' => env('FILESYSTEM_DISK', 'local'), 'disks' => ['s3' => ['driver' => 's3', 'key' => env('AWS_ACCESS_KEY_ID')]]];",
      'app/Http/Controllers/A.php': `<?php
namespace App\\Http\\Controllers;
use Illuminate\\Support\\Facades\\{Mail, Storage};
class A { public function go($user) { Storage::put('a', request()->file('a')); Mail::to($user->email)->send(new \\App\\Mail\\Hello($user)); } }`,
    },
    catalog,
  )
  assert.deepEqual(done.result.vendors, [])
})

test('PHP: parts of a repository that are called after a vendor are not the vendor', async () => {
  const done = await scanFiles(
    {
      'composer.json': '{"name":"shop/app"}',
      'plugins/Clearbit/composer.json': '{"name":"shop/plugin-clearbit"}',
      'plugins/Clearbit/Base.php': `<?php
namespace Plugin\\Clearbit;
class Base {
  protected $_baseUri = '';
  protected function _execute($params) { $ch = curl_init($this->_baseUri . '?' . http_build_query($params)); return curl_exec($ch); }
}`,
      'plugins/Clearbit/Person.php': `<?php
namespace Plugin\\Clearbit;
class Person extends Base {
  protected $_baseUri = 'https://person.clearbit.com/';
  public function lookup($search) { return $this->_execute(['email' => $search]); }
}`,
    },
    catalog,
  )
  assert.ok(vendor(done, 'clearbit').fields.some((one) => one.field === 'user.contact.email'))
})

test('PHP: an address that a class gives to the one it inherits, which sends', async () => {
  const done = await scanFiles(
    {
      'composer.json': '{"name":"shop/app"}',
      'src/Lookup/Remote.php': `<?php
namespace App\\Lookup;
abstract class Remote {
  abstract protected function getUrl();
  public function lookup() { return json_decode($this->client->get($this->getUrl())->getBody()); }
}`,
      'src/Lookup/Places.php': `<?php
namespace App\\Lookup;
class Places extends Remote { protected function getUrl() { return "https://lookup.invented-places.net/find/{$this->ip}"; } }`,
    },
    catalog,
  )
  assert.ok(vendor(done, 'invented-places.net').fields.some((one) => one.field === 'user.device.ip_address'))
})

test('PHP: a long chain makes the client; a checked request holds what its rules name', async () => {
  const done = await scanFiles(
    {
      'composer.json': '{"name":"shop/app","require":{"checkout/checkout-sdk-php":"^3.0"}}',
      'app/Payments/Checkout.php': `<?php
namespace App\\Payments;
use Checkout\\CheckoutSdk;
use Checkout\\Customers\\CustomerRequest;
class Checkout {
  private $gateway;
  public function init() {
    $builder = CheckoutSdk::builder()->previous()->staticKeys()->environment('live')->publicKey('p')->secretKey('s');
    $this->gateway = $builder->build();
  }
  public function customer($order) {
    $request = new CustomerRequest();
    $request->email = $order->customer()->present()->email();
    $request->name = $order->customer()->present()->name();
    return $this->gateway->getCustomersClient()->create($request);
  }
}`,
      'app/Http/Requests/LeadRequest.php': `<?php
namespace App\\Http\\Requests;
class LeadRequest extends \\Illuminate\\Foundation\\Http\\FormRequest { public function rules() { return ['email' => ['required'], 'first_name' => 'required']; } }`,
      'app/Http/Controllers/LeadController.php': `<?php
namespace App\\Http\\Controllers;
use App\\Http\\Requests\\LeadRequest;
use Illuminate\\Support\\Facades\\Http;
class LeadController { public function store(LeadRequest $request) { Http::post('https://api.invented-leads.com/v1/leads', $request->validated()); } }`,
    },
    catalog,
  )
  const checkout = vendor(done, 'checkout-com').fields.map((one) => one.field)
  assert.ok(checkout.includes('user.contact.email') && checkout.includes('user.name'), checkout.join(', '))
  const leads = vendor(done, 'invented-leads.com').fields.map((one) => one.field)
  assert.ok(leads.includes('user.contact.email') && leads.includes('user.name.first'), leads.join(', '))
})

test('PHP: sign-ins by a contract, whoever the settings hold keys for; an avatar address that is filled later', async () => {
  const done = await scanFiles(
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^11.0","laravel/socialite":"^5.0"}}',
      'app/Config/services.php':
        "<?php return ['github' => ['client_id' => env('GITHUB_ID'), 'client_secret' => env('GITHUB_SECRET'), 'redirect' => '/cb'], 'ses' => ['key' => env('AWS_KEY')]];",
      'app/Access/Social.php': `<?php
namespace App\\Access;
use Laravel\\Socialite\\Contracts\\Factory as Socialite;
class Social { public function __construct(protected Socialite $socialite) {} public function user(string $name) { return $this->socialite->driver($name)->user(); } }`,
      'app/Avatars.php': `<?php
namespace App;
class Avatars { public function url($user) { return strtr('https://www.gravatar.com/avatar/{hash}?s={size}', ['{hash}' => md5($user->email)]); } }`,
    },
    catalog,
  )
  assert.ok(done.result.vendors.some((one) => one.id === 'github'))
  assert.ok(!done.result.vendors.some((one) => one.id === 'aws'))
  assert.ok(vendor(done, 'gravatar').fields.some((one) => one.field === 'user.contact.email'))
})

test('PHP: a host behind a label that only run time knows is read', async () => {
  const done = await scanFiles(
    {
      'composer.json': '{"name":"shop/app"}',
      'src/Newsletter.php': `<?php
namespace App;
class Newsletter {
  public function subscribe($user, $region) {
    $base = 'https://'.$region.'.api.mailchimp.com';
    return $this->client->post(sprintf('%s/3.0/lists/1/members', $base), ['json' => ['email_address' => $user->email]]);
  }
}`,
    },
    catalog,
  )
  assert.ok(vendor(done, 'mailchimp').fields.some((one) => one.property.endsWith('email_address')))
})
