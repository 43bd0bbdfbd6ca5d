// One small program in each language: the SDK call, the request without an SDK, and the wrapper, read alike.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { fields, scanFiles } from './scan-tree.ts'

const catalog = await readCatalog()

test('Python', async () => {
  const done = await scanFiles(
    {
      'requirements.txt': 'sentry-sdk==2.0\nrequests\n',
      'app/views.py': `import sentry_sdk
import requests

def login(user):
    sentry_sdk.set_user({"id": user.id, "email": user.email})
    notify(user.email, phone=user.phone)

def notify(address, phone=None):
    url = "https://api.invented-mail.io/%s" % "v1/send"
    requests.post(url, json={"email": address, "phone": phone})
`,
    },
    catalog,
  )
  assert.ok(['user.contact.email', 'user.unique_id'].every((one) => fields(done, 'sentry').includes(one)))
  assert.deepEqual(fields(done, 'invented-mail.io'), ['user.contact.email', 'user.contact.phone_number'])
})

test('Ruby: initializer constant, job, method that makes the payload', async () => {
  const done = await scanFiles(
    {
      Gemfile: "gem 'analytics-ruby'\ngem 'stripe'\n",
      'config/initializers/analytics.rb': "SEGMENT = Segment::Analytics.new(write_key: ENV['SEGMENT_WRITE_KEY'])\n",
      'app/jobs/track_job.rb': `class TrackJob < ApplicationJob
  def perform(user_id, traits)
    SEGMENT.identify(user_id: user_id, traits: traits)
  end
end
`,
      'app/services/sign_up.rb': `class SignUp
  def call(user)
    TrackJob.perform_later(user.id, { email: user.email })
    Stripe::Customer.create(payload)
  end

  def payload
    { email: @user.email, name: @user.full_name }
  end
end
`,
    },
    catalog,
  )
  assert.ok(fields(done, 'segment').includes('user.contact.email'))
  assert.ok(fields(done, 'stripe').includes('user.contact.email'))
  assert.ok(fields(done, 'stripe').some((one) => one.startsWith('user.name')))
})

test('Go: struct literal and request', async () => {
  const done = await scanFiles(
    {
      'go.mod': 'module shop.example/app\n\nrequire github.com/stripe/stripe-go/v81 v81.0.0\n',
      'main.go': `package main

import (
	"net/http"
	"strings"
	"github.com/stripe/stripe-go/v81"
	"github.com/stripe/stripe-go/v81/customer"
)

func pay(u User) {
	customer.New(&stripe.CustomerParams{Email: stripe.String(u.Email), Name: stripe.String(u.FullName)})
	http.Post("https://hooks.invented-chat.io/v1", "text/plain", strings.NewReader(u.Email))
}
`,
    },
    catalog,
  )
  assert.ok(fields(done, 'stripe').includes('user.contact.email'))
  assert.deepEqual(fields(done, 'invented-chat.io'), ['user.contact.email'])
})

test('PHP: static call by full name, facade, settings looked up by name', async () => {
  const done = await scanFiles(
    {
      'composer.json': JSON.stringify({ name: 'shop/shop', require: { 'stripe/stripe-php': '^13' } }),
      'config/services.php': `<?php return ['score' => ['url' => env('SCORE_URL', 'https://api.invented-score.io/v1')]];`,
      'app/Pay.php': `<?php
namespace App;
use Illuminate\\Support\\Facades\\Http;
class Pay {
  public function run($user) {
    \\Stripe\\Customer::create(['email' => $user->email]);
    Http::post(config('services.score.url').'/people', ['phone' => $user->phone]);
  }
}
`,
    },
    catalog,
  )
  assert.ok(fields(done, 'stripe').includes('user.contact.email'))
  assert.deepEqual(fields(done, 'invented-score.io'), ['user.contact.phone_number'])
})

test('Java: builder, getter, request in steps', async () => {
  const done = await scanFiles(
    {
      'pom.xml':
        '<project><groupId>com.shop</groupId><artifactId>shop</artifactId><dependencies><dependency><groupId>com.stripe</groupId><artifactId>stripe-java</artifactId></dependency></dependencies></project>',
      'src/main/java/com/shop/Pay.java': `package com.shop;
import com.stripe.model.Customer;
import com.stripe.param.CustomerCreateParams;
public class Pay {
  void run(User user) throws Exception {
    Customer.create(CustomerCreateParams.builder().setEmail(user.getEmail()).build());
    HttpRequest request = HttpRequest.newBuilder().uri(URI.create("https://api.invented-score.io/v1")).POST(BodyPublishers.ofString(user.getPhoneNumber())).build();
  }
}
`,
    },
    catalog,
  )
  assert.ok(fields(done, 'stripe').includes('user.contact.email'))
  assert.deepEqual(fields(done, 'invented-score.io'), ['user.contact.phone_number'])
})

test('Kotlin: map and template', async () => {
  const done = await scanFiles(
    {
      'build.gradle.kts': 'dependencies { implementation("com.mixpanel.android:mixpanel-android:8.0.0") }',
      'app/src/main/java/com/shop/Track.kt': `package com.shop
import com.mixpanel.android.mpmetrics.MixpanelAPI
class Track(private val mixpanel: MixpanelAPI) {
  fun seen(user: User) {
    mixpanel.identify(user.id)
    mixpanel.registerSuperPropertiesMap(mapOf("email" to user.email))
  }
}
`,
    },
    catalog,
  )
  assert.ok(fields(done, 'mixpanel').includes('user.contact.email'))
})

test('Vue and Blade', async () => {
  const done = await scanFiles(
    {
      'package.json': JSON.stringify({ name: 'shop', dependencies: { 'mixpanel-browser': '2' } }),
      'src/App.vue': `<template><img :src="\`https://faces.invented-faces.io/\${user.email}\`"></template>
<script setup lang="ts">
import mixpanel from 'mixpanel-browser'
mixpanel.people.set({ $email: props.user.email })
</script>`,
      'resources/views/page.blade.php': `{{-- <script src="https://old.invented-old.io/x.js"></script> --}}
<script src="https://js.invented-tag.io/x.js?id={{ $user->id }}"></script>`,
    },
    catalog,
  )
  assert.ok(fields(done, 'mixpanel').includes('user.contact.email'))
  assert.deepEqual(fields(done, 'invented-faces.io'), ['user.contact.email'])
  assert.ok(done.result.vendors.some((one) => one.id === 'invented-tag.io'))
  assert.ok(!done.result.vendors.some((one) => one.id === 'invented-old.io'))
})
