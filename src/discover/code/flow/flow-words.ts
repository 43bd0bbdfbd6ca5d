// The names by which the flow of values is decided: which keys are settings, which calls hand a value through unchanged, which clean it, which only name a thing.

/** Keys that carry settings or the company's own keys, never a person. */
export const SKIP_KEYS =
  /^(?:headers?|curl|allow_redirects|force_ip_resolve|authorization|x-api-key|(?:basic_|digest_)?auth|api_?key|apikey|access_?token|client_?secret|client_?id|consumer_?(?:key|secret)|secret|token_?endpoint|select|include|where|orderby|order_by|method|mode|credentials|cache|timeout|retries|signal|onsuccess|onerror|onload|ref|classname|class|style|children|scope|scopes|(?:statement_)?descriptor(?:_suffix)?|(?:redirect|cancel|success|failure|fail|return|callback|webhook|notify|notification|continue|logout|login)_?ur[il]s?|grant_type|response_type|iss)$/i
/** Methods that add to a request or to what it is written into. */
export const ADDS = /\.(?:write\w*|send|end|set\w*|add\w*|body\w*|json|form\w*|put\w*|append|print\w*|field|param|query\w*|part)$/i
export const SENDS_ON = /(?:^|\.)(?:post|put|patch|send\w*|execute\w*|exchange|perform|request\w*)$/i
/** A constant of a class names a thing and holds nobody's value; in Go capitals are how a member is public. */
export const CONSTANT = /\.[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$|^(?:[A-Z]\w*\.)+[A-Z]\w*\.(?:name|value|key|id|title|type)$/
/** Own functions that give what they are given in another shape. */
export const RESHAPES = /^(?:prefix|merge|combine|convert|flatten|camel|snake|clean|sort)[A-Z_]\w*$/
/** Some members of a thing by name: `user.only(["email"])`. */
export const PICKS = /^(?:only|pick|slice|permit|values_at|slice!|onlyProperties|getAttributes)$/
export const THINGS =
  /(?:^|[.:])(?:products?|prices?|coupons?|plans?|promotion\w*|channels?|conversations?|projects?|domains?|files?|buckets?|objects?|repos\w*|workspaces?|webhooks?|tags?|lists?|audiences?|segments?|templates?|apps?|teams?|datasets?|models?|assistants?|threads?|queues?|topics?|folders?|databases?|indexes|collections?|tools?|putObject|upload\w*|pages?|labels?|issues?)(?:$|[.:])|Bucket|Queue|Topic|(?:^|[.:])(?:App|Device|OS|Campaign|Library|Network|Page|Screen|Product)Info$/i
/** Ruby's ways to spell a value otherwise, which stand at the end of its name. */
export const RUBY_FORMS =
  /(?:\.(?:to_(?:s|i|a|h|json|param|sym|unsafe_h)|as_json|downcase|upcase|capitalize|titleize|humanize|strip|squish|chomp|presence|compact|compact_blank|dup|freeze|html_safe|first|last|flatten|uniq|sort|iso8601|deep_symbolize_keys|symbolize_keys|stringify_keys|with_indifferent_access|serializable_hash|attributes))+$/
/** How many, or whether there are any: nobody's value. */
export const COUNTS = /\.(?:length|size|count|present|blank|empty|any|exists?|byteLength)[?!]?$/
/** Where a message goes, not to whom. */
export const WHERE_TO = /(?:web_?hook|endpoint)(?:_?ur[il])?$/i
export const CLEANS = /redact|mask|saniti[sz]e|scrub|anonymi|obfuscat|strip_?pii|pseudonymi|omit/i
export const TRANSPARENT =
  /^(?:stringify|parse|encode|encodeuricomponent|string|str|tostring|to_s|trim|tolowercase|touppercase|lower|upper|downcase|strip|json_encode|dumps|marshal|newreader|newbuffer|newbufferstring|assign|merge|fromentries|append|set|format|sprintf|urlencode|encode_www_form(?:_component)?|to_query|url_encode|cgi_escape|escape|http_build_query|compact|to_json|as_json|toarray|to_h|to_dict|dict|map|filter|concat|join|replace|slice|values|pick|of|just|some|object|proc|optional|ofnullable|asstring|text|html|base64|btoa|b64encode|urlsearchparams|urljoin|dedent|quote(?:_plus)?|force_(?:str|text)|escape\w*|formdata|blob|buffer|from|bytes|array_merge|update|ofstring|ofbytes|getbytes|tobytes|requestbody|torequestbody|writevalueasstring|serialize|array_filter|collect|presence|compact_blank|as_str|reverse_merge|tojson|jsonify|listof|mapof|arrayof|encodetostring|singletonmap|singletonlist|model_dump(?:_json)?|asdict|jsonable_encoder|toisostring|isoformat|normalize|flat|flatmap|sort|clonedeep|clone|copy|omitby|pickby|except|only|without|deepmerge|symbolize_keys|transform_\w+|toobject|to_param|ptr|toptr|strptr|stringptr|pointerto|strip(?:start|end|leading|trailing)|trimto(?:null|empty)|trim(?:start|end)|default(?:string|if(?:null|empty|blank))|requirenonnull(?:else(?:get)?)?|checknotnull|nulltoempty|emptytonull|valueof|substring|abbreviate|aslist|copyof|orelse(?:throw|get|null)?|orempty|ifempty|ifblank|lowercase|uppercase|removeprefix|removesuffix|astext|textvalue|getor(?:else|throw|null|default)|tochararray|strip_tags|stream_context_create|wp_json_encode|wp_parse_args|wp_unslash|sanitize_(?:text_field|email)|esc_(?:attr|html|js|url)|htmlspecialchars|rawurlencode|createstream|streamfor|stream_for|explode|implode|ucwords|ucfirst|mb_strtolower|mb_substr|strval|array_replace|array_values|array_map|array_merge_recursive|array_diff_key|array_intersect_key|resolve|jsonserialize|strtolower|strtoupper|str_replace|preg_replace|substr|mb_\w+|ltrim|rtrim|lcfirst|nl2br|htmlentities|html_entity_decode|utf8_encode|iconv|base64_encode|addslashes|stripslashes|str_pad|array_unique|array_slice|get_object_vars|replacematches|squish|studly|headline|capitalize|title|titleize)$/i
export const MAKES_BODY =
  /(?:Body|Entity|Content|Payload|Publishers?|Notification|Message|Address|Recipient|Mail|Email|Contact|Customer|Attachment)\.(?:create|build|make|of\w*|from\w*|json|form|text|entity|xml)$/
export const HASHES = /md5|sha1|sha256|hexdigest|digest|createhash|hash/i
/** Where a message names what somebody did. */
const EVENT_KEY = /^(?:.*\.)?(?:event|event_?name|event_?type)$/i
/** Methods by which a thing of our own tells what it is: `customer.to_dict()`. */
export const GIVES_ITSELF =
  /^(?:(?:to|as)_(?:dict|json|hash|h|payload|params|api|data)|(?:to|as)(?:JSON|Json|Dict|Array|Payload|Object)|serialize|payload|attributes|jsonSerialize|model_dump|dict)$/
/** Keys of a message below which everything is about a person. */
export const ABOUT_SOMEBODY =
  /^(?:properties|traits|person|person_?properties|user_?properties|user_?attributes|custom_?attributes|data_?fields|\$set(?:_once)?|user|profile|customer|subscriber|contact)$/i
/** Go's way to make a library's value: a function of the package. */
export const GO_MAKES = /^[a-z]\w*\.New(?:[A-Z]\w*)?$/

/** Is a property one under which a vendor of this kind is told what somebody did? */
export function tellsEvent(property: string, role: string): boolean {
  return EVENT_KEY.test(property) && /analytics|data platform|tag manager|automation|engagement/.test(role)
}
/** Methods that give the name of an organization: `organization.customer_name(site)`. */
export const GROUP_NAME = /(?:^|\.)(?:org|organi[sz]ation|company|tenant)\.(?:\w+_)?name\w*$/
