<?php
// Looks a code up in lookup.json; run with `php lookup.php lookup.json VENDOR CODE`.
declare(strict_types=1);

final class Lookup
{
    private array $table;

    public function __construct(string $path)
    {
        $this->table = json_decode(file_get_contents($path), true, 64, JSON_THROW_ON_ERROR);
        if ($this->table['schema_version'] !== 1) {
            throw new RuntimeException("$path has another schema_version than 1");
        }
    }

    /** Gives the verdict of a code, for a surface where the vendor reuses the number; null where none is known. */
    public function find(string $vendor, string $code, string $surface = ''): ?array
    {
        $codes = $this->table['codes'];
        $place = $codes["$vendor:$code@$surface"] ?? $codes["$vendor:$code"] ?? null;
        return $place === null ? null : $this->table['verdicts'][$place];
    }
}

$verdict = (new Lookup($argv[1]))->find($argv[2], $argv[3]) ?? ['code' => 'unknown', 'retry' => 'unknown'];
echo $verdict['code'], ' ', $verdict['retry'], ' ', $verdict['delay'] ?? '', "\n";
