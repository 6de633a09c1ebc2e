<?php
// Validates items against the schemas of IMS and scores answers to them with OAT's QTI SDK, whose
// folder is the first argument. Reads {"items": {NAME: XML}, "answers": [[NAME, {VARIABLE: […]}]]}
// from standard input; prints the score and the feedback of each answer as a line of JSON.
error_reporting(E_ALL & ~E_DEPRECATED);
$sdk = $argv[1];
spl_autoload_register(function ($class) use ($sdk) {
    $path = $sdk . '/src/' . str_replace('\\', '/', $class) . '.php';
    if (is_file($path)) {
        require $path;
    }
});

use qtism\common\datatypes\QtiDirectedPair;
use qtism\common\datatypes\QtiFloat;
use qtism\common\datatypes\QtiIdentifier;
use qtism\common\datatypes\QtiString;
use qtism\common\enums\BaseType;
use qtism\common\enums\Cardinality;
use qtism\data\storage\xml\XmlDocument;
use qtism\runtime\common\MultipleContainer;
use qtism\runtime\common\OrderedContainer;
use qtism\runtime\common\OutcomeVariable;
use qtism\runtime\common\ResponseVariable;
use qtism\runtime\common\State;
use qtism\runtime\processing\ResponseProcessingEngine;

function typed(string $text, int $type)
{
    switch ($type) {
        case BaseType::IDENTIFIER:
            return new QtiIdentifier($text);
        case BaseType::STRING:
            return new QtiString($text);
        case BaseType::FLOAT:
            return new QtiFloat((float) $text);
        default:
            return new QtiDirectedPair(...explode(' ', $text));
    }
}

function answered($declared, array $texts)
{
    $type = $declared->getBaseType();
    $values = array_map(fn ($text) => typed($text, $type), $texts);
    switch ($declared->getCardinality()) {
        case Cardinality::SINGLE:
            return $values[0];
        case Cardinality::MULTIPLE:
            return new MultipleContainer($type, $values);
        default:
            return new OrderedContainer($type, $values);
    }
}

$given = json_decode(stream_get_contents(STDIN), true);
$items = [];
foreach ($given['items'] as $name => $xml) {
    $document = new XmlDocument('2.1');
    $document->loadFromString($xml, true);
    $items[$name] = $document->getDocumentComponent();
}
foreach ($given['answers'] as [$name, $answers]) {
    $item = $items[$name];
    $state = new State();
    foreach ($item->getResponseDeclarations() as $declared) {
        $variable = ResponseVariable::createFromDataModel($declared);
        if (!empty($answers[$declared->getIdentifier()])) {
            $variable->setValue(answered($declared, $answers[$declared->getIdentifier()]));
        }
        $state->setVariable($variable);
    }
    foreach ($item->getOutcomeDeclarations() as $declared) {
        $variable = OutcomeVariable::createFromDataModel($declared);
        $variable->applyDefaultValue();
        $state->setVariable($variable);
    }
    (new ResponseProcessingEngine($item->getResponseProcessing(), $state))->process();
    $told = [];
    foreach ($state['FEEDBACK'] ?? [] as $identifier) {
        $told[] = $identifier->getValue();
    }
    echo json_encode([$state['SCORE']->getValue(), $told]), "\n";
}
