// The table of names is held to examples, grouped by what they mean; the ones that mean nothing matter as much as the others.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fieldOfName, wordsOf } from './names.ts'
import { isField } from './taxonomy.ts'
import { TABLE } from './words-of-names.ts'

const MEANS: Readonly<Record<string, string>> = {
  'user.contact.email': `$email email Email EMAIL customerEmail user_mail traits.email person[email] e-mail mail emailAddress email2 email_sha256 hashedEmail emails[0].value
    user.contact.email billing-email from_email supportEmail body[].properties.$email people.$set.$email courriel E-Mail-Adresse contact.emailAddress emailHash invitee_email`,
  'user.name':
    'user.name $name traits.name customer.name fullName full_name full-name display_name usr.name person[name] $set.name user_properties.$set.name cardholderName',
  'user.name.first': 'firstName first_name givenName given_name fname $first_name prénom Vorname billing.first_name user.firstName',
  'user.name.last': 'lastName last-name lname surname familyName $last_name Nachname apellido',
  'user.contact.phone_number':
    '$phone phone phoneNumber phone_number mobile msisdn tel telephone customerPhone mobile_number Telefonnummer teléfono cellPhone user.phone',
  'user.device.ip_address': `ip $ip ip_address ipAddress IPAddress clientIp client.address x-forwarded-for X-Forwarded-For x_real_ip http.client_ip net.peer.ip cf-connecting-ip
    remoteAddr user.ip_address source.address last_ip`,
  'user.contact.address': 'address homeAddress billing_address shippingAddress user.address',
  'user.contact.address.street': 'street street_address addressLine1 address_line_1 straße shipping.street',
  'user.contact.address.city': 'city billing_city town Wohnort address.city',
  'user.contact.address.postal_code': 'zip zipcode zip_code postcode postalCode PLZ billing.zip',
  'user.contact.address.country': 'country country_code billingCountry pays',
  'user.contact.address.state': 'state_code billing.state address.region province shipping_state',
  'user.location.imprecise':
    '$city $region geo.city geoip_country_code mp_country_code timezone time_zone $timezone tz region geoip.city_name',
  'user.location.precise': 'lat lng latitude longitude location.lat user_lat gps_coordinates',
  'user.demographic.date_of_birth': 'birthdate birth_date birthday dob dateOfBirth Geburtsdatum',
  'user.demographic.gender': 'gender sex user_gender $gender',
  'user.demographic.age_range': 'age user_age ageGroup',
  'user.demographic.language': 'locale language $locale browser_language Accept-Language preferredLanguage lang',
  'user.government_id.national_identification_number': 'ssn SSN social_security_number nationalId tax_id DNI bsn nino',
  'user.financial.bank_account': 'iban IBAN bank_account_number accountNumber',
  'user.financial.credit_card': 'card card_number creditCard cc_number cvv cardNumber',
  'user.authorization.credentials': `password passwd pwd userPassword token accessToken access_token secret api_key apiKey API_KEY authorization Authorization cookie Set-Cookie sessionToken
    http.request.header.cookie csrf_token client_secret refreshToken jwt x-api-key STRIPE_SECRET_KEY`,
  'user.unique_id':
    'user_id userId userID uid distinct_id $distinct_id $user_id user.id usr.id customerId body.events[].user_id person.id enduser.id member_id',
  'user.unique_id.pseudonymous':
    'anonymousId anonymous_id session_id sessionId $session_id gclid fbclid msclkid ttclid initial_gclid visitorId session _fbp wbraid',
  'user.device.device_id': 'device_id deviceId $device_id idfa idfv android_id push_token advertisingId device_token',
  'user.organization_id':
    'org_id orgId company_id companyId account_id group_id team tenant workspace workspaceId groups.company $group_key organization tenantId',
  'user.account.username': 'username user_name userName login user.username preferred_username',
  'user.device.user_agent': 'user_agent userAgent User-Agent $user_agent user_agent.original sec-ch-ua http.user_agent',
  'user.device.screen': 'screen screen_width $screen_height screenResolution viewport.width window_size viewport',
  'user.device': '$os $browser os_version browserName device_model $device_type deviceManufacturer',
  'user.behavior.referrer':
    'referrer referer Referer $referrer $initial_referrer initial_referring_domain document.referrer referring_url http.referer',
  'user.behavior.page_url':
    'url page href $current_url page_url current_url_search page.path page.title pageTitle location.href url.full http.url landing_page pathname path document_title view.url',
  'user.behavior.event': 'event event_name eventName event_type',
  'user.behavior.search_history': 'search_query searchTerm search_keywords',
  'user.contact.organization': 'company_name organizationName employer',
  'user.job_title': 'job_title jobTitle',
  'user.content.self_image': 'avatar avatar_url profilePicture',
}

const MEANS_NOTHING = `name company.name event.name file.name filename fileName hostname hostName className class_name email_count is_email_verified isEmailVerified sendEmail
  emailTemplate email_enabled verify_email hasPhone phone_required cache_age max_age state page_size page_token next_page_token max_tokens token_count product_name productName
  product.name plan_name message status plan price count value id items memory_address contract_address image_url apiUrl webhook_url file_path type level version lib_version
  created_at timestamp time duration index enabled debug amount currency quantity color description is_active hasPassword password_required show_password node_name table_name column_name
  user.company.name title button_text variant email_opt_in emails_sent num_emails template_id message_id order_status language_count host port library sdk.name os_family_count
  ip_count zip_file zipped street_view_enabled carousel discard cardinality cards passenger_count telemetry personalization phonetic mailbox_size citystats key_count keyboard`

for (const [field, names] of Object.entries(MEANS)) {
  test(`names of ${field}`, () => {
    assert.ok(isField(field))
    for (const name of names.trim().split(/\s+/)) assert.equal(fieldOfName(name)?.field ?? null, field, name)
  })
}

test('names that say nothing about a person', () => {
  for (const name of MEANS_NOTHING.trim().split(/\s+/)) assert.equal(fieldOfName(name)?.field ?? null, null, name)
})

test('certain where the name leaves no doubt, likely where it might mean something else', () => {
  for (const name of ['email', '$email', 'user.name', 'user_id', 'ip_address', 'password'])
    assert.equal(fieldOfName(name)?.confidence, 'certain', name)
  for (const name of ['address', 'team', 'url', 'card', 'token', 'templateEmail'])
    assert.equal(fieldOfName(name)?.confidence, 'likely', name)
})

test('words of a name, in any style', () => {
  assert.deepEqual(wordsOf('user.firstName[0]'), [['user'], ['first', 'name'], ['0']])
  assert.deepEqual(wordsOf('IPAddress'), [['ip', 'address']])
  assert.deepEqual(wordsOf('X-Forwarded-For'), [['x', 'forwarded', 'for']])
  assert.deepEqual(wordsOf('[Amplitude] Page Location'), [['amplitude'], ['page', 'location']])
  assert.deepEqual(wordsOf(''), [])
})

test('every row of the table names a field of the taxonomy and known needs', () => {
  for (const line of TABLE.trim().split('\n')) {
    const [field, confidence, needs, phrases] = line.split('|').map((cell) => cell.trim())
    assert.ok(isField(field!), line.slice(0, 60))
    assert.match(confidence!, /^(?:certain|likely)$/)
    assert.match(needs!, /^(?:any|alone|person|place|geo|page|group)$/)
    assert.ok(
      phrases!.split(',').every((phrase) => phrase.trim() !== ''),
      line.slice(0, 60),
    )
  }
})

test('never throws, whatever the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      fieldOfName(name)
    }),
    { numRuns: 2000, seed: 3 },
  )
})
