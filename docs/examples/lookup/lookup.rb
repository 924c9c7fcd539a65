# Looks a code up in lookup.json; run with `ruby lookup.rb lookup.json VENDOR CODE`.
require "json"

class Lookup
  def initialize(path)
    @table = JSON.parse(File.read(path))
    raise "#{path} has another schema_version than 1" unless @table["schema_version"] == 1
  end

  # Gives the verdict of a code, for a surface where the vendor reuses the number; nil where none is known.
  def find(vendor, code, surface = nil)
    codes = @table["codes"]
    place = codes["#{vendor}:#{code}@#{surface}"] || codes["#{vendor}:#{code}"]
    place && @table["verdicts"][place]
  end
end

verdict = Lookup.new(ARGV[0]).find(ARGV[1], ARGV[2]) || { "code" => "unknown", "retry" => "unknown" }
puts [verdict["code"], verdict["retry"], verdict["delay"]].join(" ")
