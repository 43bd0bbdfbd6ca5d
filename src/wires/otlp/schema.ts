// OTLP's messages for logs, traces and metrics as tables, field by field (opentelemetry-proto 1.9: common, resource, logs, trace, metrics).
import type { ProtoField, Schema } from '../codec/protobuf.ts'

/** `1 name type`, a `*` after the type where it repeats. */
function fields(text: string): Readonly<Record<number, ProtoField>> {
  return Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [number = '', name = '', type = ''] = line.trim().split(' ')
        return [Number(number), type.endsWith('*') ? { name, type: type.slice(0, -1), many: true } : { name, type }]
      }),
  )
}

export const OTLP: Schema = {
  LogsRequest: fields('1 resourceLogs ResourceLogs*'),
  TraceRequest: fields('1 resourceSpans ResourceSpans*'),
  MetricsRequest: fields('1 resourceMetrics ResourceMetrics*'),
  ResourceLogs: fields('1 resource Resource\n2 scopeLogs ScopeLogs*\n3 schemaUrl string'),
  ResourceSpans: fields('1 resource Resource\n2 scopeSpans ScopeSpans*\n3 schemaUrl string'),
  ResourceMetrics: fields('1 resource Resource\n2 scopeMetrics ScopeMetrics*\n3 schemaUrl string'),
  ScopeLogs: fields('1 scope Scope\n2 logRecords LogRecord*\n3 schemaUrl string'),
  ScopeSpans: fields('1 scope Scope\n2 spans Span*\n3 schemaUrl string'),
  ScopeMetrics: fields('1 scope Scope\n2 metrics Metric*\n3 schemaUrl string'),
  Resource: fields('1 attributes KeyValue*\n2 droppedAttributesCount uint32\n3 entityRefs EntityRef*'),
  EntityRef: fields('1 schemaUrl string\n2 type string\n3 idKeys string*\n4 descriptionKeys string*'),
  Scope: fields('1 name string\n2 version string\n3 attributes KeyValue*\n4 droppedAttributesCount uint32'),
  KeyValue: fields('1 key string\n2 value AnyValue'),
  AnyValue: fields(
    '1 stringValue string\n2 boolValue bool\n3 intValue int64\n4 doubleValue double\n5 arrayValue ArrayValue\n6 kvlistValue KvList\n7 bytesValue bytes',
  ),
  ArrayValue: fields('1 values AnyValue*'),
  KvList: fields('1 values KeyValue*'),
  LogRecord: fields(
    '1 timeUnixNano fixed64\n2 severityNumber int32\n3 severityText string\n5 body AnyValue\n6 attributes KeyValue*\n7 droppedAttributesCount uint32\n8 flags fixed32\n9 traceId hex\n10 spanId hex\n11 observedTimeUnixNano fixed64\n12 eventName string',
  ),
  Span: fields(
    '1 traceId hex\n2 spanId hex\n3 traceState string\n4 parentSpanId hex\n5 name string\n6 kind int32\n7 startTimeUnixNano fixed64\n8 endTimeUnixNano fixed64\n9 attributes KeyValue*\n10 droppedAttributesCount uint32\n11 events SpanEvent*\n12 droppedEventsCount uint32\n13 links Link*\n14 droppedLinksCount uint32\n15 status Status\n16 flags fixed32',
  ),
  SpanEvent: fields('1 timeUnixNano fixed64\n2 name string\n3 attributes KeyValue*\n4 droppedAttributesCount uint32'),
  Link: fields(
    '1 traceId hex\n2 spanId hex\n3 traceState string\n4 attributes KeyValue*\n5 droppedAttributesCount uint32\n6 flags fixed32',
  ),
  Status: fields('2 message string\n3 code int32'),
  Metric: fields(
    '1 name string\n2 description string\n3 unit string\n5 gauge Gauge\n7 sum Sum\n9 histogram Histogram\n10 exponentialHistogram ExpHistogram\n11 summary Summary\n12 metadata KeyValue*',
  ),
  Gauge: fields('1 dataPoints NumberPoint*'),
  Sum: fields('1 dataPoints NumberPoint*\n2 aggregationTemporality int32\n3 isMonotonic bool'),
  Histogram: fields('1 dataPoints HistogramPoint*\n2 aggregationTemporality int32'),
  ExpHistogram: fields('1 dataPoints ExpPoint*\n2 aggregationTemporality int32'),
  Summary: fields('1 dataPoints SummaryPoint*'),
  NumberPoint: fields(
    '2 startTimeUnixNano fixed64\n3 timeUnixNano fixed64\n4 asDouble double\n5 exemplars Exemplar*\n6 asInt sfixed64\n7 attributes KeyValue*\n8 flags uint32',
  ),
  HistogramPoint: fields(
    '2 startTimeUnixNano fixed64\n3 timeUnixNano fixed64\n4 count fixed64\n5 sum double\n6 bucketCounts fixed64*\n7 explicitBounds double*\n8 exemplars Exemplar*\n9 attributes KeyValue*\n10 flags uint32\n11 min double\n12 max double',
  ),
  ExpPoint: fields(
    '1 attributes KeyValue*\n2 startTimeUnixNano fixed64\n3 timeUnixNano fixed64\n4 count fixed64\n5 sum double\n6 scale sint32\n7 zeroCount fixed64\n8 positive Buckets\n9 negative Buckets\n10 flags uint32\n11 exemplars Exemplar*\n12 min double\n13 max double\n14 zeroThreshold double',
  ),
  Buckets: fields('1 offset sint32\n2 bucketCounts uint64*'),
  SummaryPoint: fields(
    '2 startTimeUnixNano fixed64\n3 timeUnixNano fixed64\n4 count fixed64\n5 sum double\n6 quantileValues Quantile*\n7 attributes KeyValue*\n8 flags uint32',
  ),
  Quantile: fields('1 quantile double\n2 value double'),
  Exemplar: fields(
    '2 timeUnixNano fixed64\n3 asDouble double\n4 spanId hex\n5 traceId hex\n6 asInt sfixed64\n7 filteredAttributes KeyValue*',
  ),
}
