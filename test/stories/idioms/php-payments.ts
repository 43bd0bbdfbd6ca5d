// Payments as PHP programs make them: SDKs, Cashier, collections of gateways, own drivers behind a factory. Each a small invented program: its files, and what it hands to whom.
import type { HandingIdioms } from './idioms.ts'

export const phpPayments: HandingIdioms = {
  cashier: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^11.0","laravel/cashier":"^15.0"}}',
      'app/Models/User.php': `<?php
namespace App\\Models;
use Laravel\\Cashier\\Billable;
class User extends \\Illuminate\\Foundation\\Auth\\User { use Billable; protected $fillable = ['name', 'email']; }`,
      'app/Http/Controllers/SubscriptionController.php': `<?php
namespace App\\Http\\Controllers;
use Illuminate\\Http\\Request;
class SubscriptionController {
    public function store(Request $request) { return $request->user()->newSubscription('default', 'price_x')->trialDays(5)->allowPromotionCodes()->checkout(['success_url' => route('ok'), 'cancel_url' => route('no')]); }
}`,
    },
    { 'stripe.com': ['user.contact.email', 'user.name'] },
  ],
  cashierPaddle: [
    {
      'composer.json': '{"name":"shop/app","require":{"laravel/framework":"^11.0","laravel/cashier-paddle":"^2.0"}}',
      'app/Models/Team.php': `<?php
namespace App\\Models;
use Laravel\\Paddle\\Billable;
class Team extends \\Illuminate\\Database\\Eloquent\\Model { use Billable; public function paddleName(): ?string { return $this->owner->name; } public function paddleEmail(): ?string { return $this->owner->email; } }`,
      'app/Http/Controllers/BillingController.php': `<?php
namespace App\\Http\\Controllers;
class BillingController { public function show() { $checkout = request()->user()->currentTeam->checkout('pri_x')->returnTo(route('home')); return view('billing', compact('checkout')); } }`,
    },
    { 'paddle.com': ['user.contact.email'] },
  ],
  omnipay: [
    {
      'composer.json': '{"name":"shop/app","require":{"league/omnipay":"^3.2","omnipay/paypal":"^3.0"}}',
      'app/Payments/CheckoutController.php': `<?php
namespace App\\Payments;
use Omnipay\\Omnipay;
class CheckoutController {
    public function pay($request, $order) {
        $gateway = Omnipay::create('PayPal_Pro');
        $gateway->setUsername(env('PAYPAL_USER'));
        $response = $gateway->purchase([
            'amount' => $order->total, 'currency' => 'USD', 'transactionId' => $order->number,
            'card' => ['email' => $order->email, 'firstName' => $order->first_name, 'billingAddress1' => $order->street, 'number' => $request->card_number, 'cvv' => $request->cvv],
        ])->send();
        return $response->isSuccessful();
    }
}`,
    },
    { 'paypal.com': ['user.contact.email', 'user.name.first', 'user.contact.address.street', 'user.financial.credit_card'] },
  ],
  paymentFactory: [
    {
      'composer.json':
        '{"name":"shop/app","require":{"laravel/framework":"^11.0","mollie/mollie-api-php":"^2.0","razorpay/razorpay":"^2.9"}}',
      'config/payments.php': `<?php
return ['default' => env('PAYMENT_DRIVER', 'mollie'), 'drivers' => ['mollie' => ['class' => \\App\\Payments\\Drivers\\MollieDriver::class, 'key' => env('MOLLIE_KEY')], 'razorpay' => ['class' => \\App\\Payments\\Drivers\\RazorpayDriver::class, 'key' => env('RAZORPAY_KEY'), 'secret' => env('RAZORPAY_SECRET')]]];`,
      'app/Payments/PaymentDriver.php': `<?php
namespace App\\Payments;
use App\\Models\\Order;
abstract class PaymentDriver {
    public function __construct(protected array $config) { $this->init(); }
    abstract protected function init(): void;
    abstract public function pay(Order $order): string;
}`,
      'app/Payments/PaymentFactory.php': `<?php
namespace App\\Payments;
class PaymentFactory { public static function make(?string $name = null): PaymentDriver { $name ??= config('payments.default'); $config = config("payments.drivers.$name"); $class = $config['class']; return new $class($config); } }`,
      'app/Payments/Drivers/MollieDriver.php': `<?php
namespace App\\Payments\\Drivers;
use App\\Models\\Order;
use App\\Payments\\PaymentDriver;
use Mollie\\Api\\MollieApiClient;
class MollieDriver extends PaymentDriver {
    private $mollie;
    protected function init(): void { $this->mollie = new MollieApiClient(); $this->mollie->setApiKey($this->config['key']); }
    public function pay(Order $order): string {
        $data = $this->getPaymentData($order);
        $payment = $this->mollie->orders->create($data);
        return $payment->getCheckoutUrl();
    }
    private function getPaymentData(Order $order): array {
        return ['amount' => ['currency' => 'EUR', 'value' => $order->total], 'orderNumber' => $order->number, 'billingAddress' => $this->billingAddress($order)];
    }
    private function billingAddress(Order $order): array {
        $customer = $order->customer;
        return ['givenName' => $customer->first_name, 'familyName' => $customer->last_name, 'email' => $customer->email, 'streetAndNumber' => $order->billing_street, 'country' => 'NL'];
    }
}`,
      'app/Payments/Drivers/RazorpayDriver.php': `<?php
namespace App\\Payments\\Drivers;
use App\\Models\\Order;
use App\\Payments\\PaymentDriver;
use Razorpay\\Api\\Api;
class RazorpayDriver extends PaymentDriver {
    protected Api $api;
    protected function init(): void { $this->api = new Api($this->config['key'], $this->config['secret']); }
    public function pay(Order $order): string {
        $customer = $this->api->customer->create(['name' => $order->customer->name, 'email' => $order->customer->email, 'contact' => $order->customer->phone]);
        return $this->api->order->create(['receipt' => $order->number, 'amount' => $order->total])->id;
    }
}`,
      'app/Http/Controllers/CheckoutController.php': `<?php
namespace App\\Http\\Controllers;
class CheckoutController { public function store(\\App\\Models\\Order $order) { return redirect(\\App\\Payments\\PaymentFactory::make(request('gateway'))->pay($order)); } }`,
    },
    {
      'mollie.com': ['user.name.first', 'user.name.last', 'user.contact.address.street', 'user.contact.email'],
      'razorpay.com': ['user.contact.email', 'user.contact.phone_number', 'user.name'],
    },
  ],
  braintree: [
    {
      'composer.json': '{"name":"shop/app","require":{"braintree/braintree_php":"^6.0"}}',
      'src/Braintree/Vault.php': `<?php
namespace App\\Braintree;
use Braintree\\Gateway;
class Vault {
    private Gateway $gateway;
    public function __construct(array $options) { $this->gateway = new Gateway($options); }
    public function store($customer, $nonce) {
        $result = $this->gateway->customer()->create(['firstName' => $customer->first_name, 'lastName' => $customer->last_name, 'email' => $customer->email, 'phone' => $customer->phone, 'paymentMethodNonce' => $nonce]);
        return $result->success;
    }
}`,
    },
    { braintree: ['user.contact.email', 'user.name.first', 'user.name.last', 'user.contact.phone_number'] },
  ],
  adyen: [
    {
      'composer.json': '{"name":"shop/app","require":{"adyen/php-api-library":"^17.0"}}',
      'src/Adyen/Payments.php': `<?php
namespace App\\Adyen;
use Adyen\\Client;
use Adyen\\Environment;
use Adyen\\Model\\Checkout\\PaymentRequest;
use Adyen\\Service\\Checkout\\PaymentsApi;
class Payments {
    public function pay($order, $request) {
        $client = new Client();
        $client->setXApiKey(getenv('ADYEN_KEY'));
        $client->setEnvironment(Environment::TEST);
        $service = new PaymentsApi($client);
        $payment = new PaymentRequest();
        $payment->setShopperEmail($order->getEmail())->setShopperIP($request->getClientIp())->setReference($order->getNumber());
        $payment->setShopperName(['firstName' => $order->getFirstName(), 'lastName' => $order->getLastName()]);
        return $service->payments($payment);
    }
}`,
    },
    { 'adyen.com': ['user.contact.email', 'user.device.ip_address', 'user.name.first', 'user.name.last'] },
  ],
  square: [
    {
      'composer.json': '{"name":"shop/app","require":{"square/square":"^30.0"}}',
      'src/SquareCustomers.php': `<?php
namespace App;
use Square\\SquareClient;
use Square\\Models\\CreateCustomerRequest;
class SquareCustomers {
    public function create(SquareClient $client, $user) {
        $body = new CreateCustomerRequest();
        $body->setGivenName($user->first_name);
        $body->setEmailAddress($user->email);
        return $client->getCustomersApi()->createCustomer($body);
    }
}`,
    },
    { square: ['user.contact.email', 'user.name.first'] },
  ],
  paypalCheckout: [
    {
      'composer.json': '{"name":"shop/app","require":{"paypal/paypal-checkout-sdk":"^1.0"}}',
      'src/PayPal/OrderCreator.php': `<?php
namespace App\\PayPal;
use PayPalCheckoutSdk\\Core\\PayPalHttpClient;
use PayPalCheckoutSdk\\Core\\ProductionEnvironment;
use PayPalCheckoutSdk\\Orders\\OrdersCreateRequest;
class OrderCreator {
    public function create(Invoice $invoice) {
        $client = new PayPalHttpClient(new ProductionEnvironment(getenv('ID'), getenv('SECRET')));
        $request = new OrdersCreateRequest();
        $request->prefer('return=representation');
        $request->body = ['intent' => 'CAPTURE', 'payer' => ['email_address' => $invoice->getCustomer()->getEmail(), 'name' => ['given_name' => $invoice->getCustomer()->getName()]], 'purchase_units' => []];
        return $client->execute($request);
    }
}`,
    },
    { 'paypal.com': ['user.contact.email', 'user.name'] },
  ],
  klarnaGuzzle: [
    {
      'composer.json': '{"name":"shop/app","require":{"guzzlehttp/guzzle":"^7.0"}}',
      'src/Klarna/KlarnaApi.php': `<?php
namespace Shop\\Klarna;
use GuzzleHttp\\Client;
use GuzzleHttp\\ClientInterface;
class KlarnaApi {
    const LIVE = 'https://api.klarna.com/';
    const TEST = 'https://api.playground.klarna.com/';
    private ClientInterface $http;
    public function __construct(string $user, string $password, bool $test = false, ?ClientInterface $http = null) {
        $this->http = $http ?? new Client(['base_uri' => $test ? self::TEST : self::LIVE, 'auth' => [$user, $password]]);
    }
    public function createSession(Cart $cart) {
        $response = $this->http->request('POST', 'payments/v1/sessions', ['json' => ['order_amount' => $cart->total(), 'billing_address' => $this->address($cart->getAddress())]]);
        return json_decode((string) $response->getBody());
    }
    private function address(Address $address): array {
        return ['given_name' => $address->firstname, 'email' => $address->email, 'street_address' => $address->street, 'phone' => $address->telephone];
    }
}`,
    },
    { klarna: ['user.contact.email', 'user.name.first', 'user.contact.address.street', 'user.contact.phone_number'] },
  ],
  woocommerceGateway: [
    {
      'composer.json': '{"name":"acme/pay-gateway","type":"wordpress-plugin","require":{}}',
      'pay-gateway.php': `<?php
/* Plugin Name: Pay */
add_filter('woocommerce_payment_gateways', function ($methods) { $methods[] = 'WC_Gateway_Pay'; return $methods; });
add_action('plugins_loaded', function () { require_once __DIR__ . '/includes/class-wc-gateway-pay.php'; });`,
      'includes/class-wc-gateway-pay.php': `<?php
class WC_Gateway_Pay extends WC_Payment_Gateway {
    const API_URL = 'https://secure.invented-pay.io/';
    public function process_payment($order_id) {
        $order = wc_get_order($order_id);
        $params = array(
            'amount' => $order->get_total(),
            'email' => $order->get_billing_email(),
            'first_name' => $order->get_billing_first_name(),
            'address' => $order->get_billing_address_1(),
            'ip' => WC_Geolocation::get_ip_address(),
        );
        $response = wp_safe_remote_post(self::API_URL . 'payments', array('method' => 'POST', 'body' => $params));
        return array('result' => 'success', 'redirect' => json_decode($response['body'])->url);
    }
}`,
    },
    { 'invented-pay.io': ['user.contact.email', 'user.name.first', 'user.contact.address.street', 'user.device.ip_address'] },
  ],
}
