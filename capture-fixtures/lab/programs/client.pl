# Follows the plan of visits.py with LWP, with kept connections: client.pl PLAN AUTHORITY.
use strict;
use warnings;
use LWP::UserAgent;

my ($plan, $authority) = @ARGV;
my $agent = LWP::UserAgent->new(keep_alive => 4, ssl_opts => { SSL_ca_file => $authority });
open(my $lines, "<", $plan) or die $!;
while (my $line = <$lines>) {
    chomp $line;
    my ($method, $url, $size, $header) = split /\t/, $line;
    if ($method eq "WAIT") {
        select(undef, undef, undef, $url);
        next;
    }
    my $request = HTTP::Request->new($method, $url);
    $request->header(split /: /, $header, 2) if $header ne "-";
    $request->content("x" x $size) if $size;
    my $answer = $agent->request($request);
    die $answer->status_line if $answer->code >= 500;
}
