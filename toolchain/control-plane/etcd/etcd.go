// Package etcd runs the stock etcd, kept in one folder that is thrown away: nothing is flushed to disk.
package etcd

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/signal"
	"syscall"

	"go.etcd.io/etcd/server/v3/embed"
)

// A free port, chosen by the kernel: so that two control planes never want the same one.
var anyPort = []url.URL{{Scheme: "http", Host: "127.0.0.1:0"}}

// Run serves until it is told to end. Its one argument is the folder; it prints where it listens.
func Run(arguments []string) error {
	if len(arguments) != 1 {
		return errors.New("usage: control-plane etcd FOLDER")
	}
	server, err := embed.StartEtcd(configuration(arguments[0]))
	if err != nil {
		return err
	}
	defer server.Close()
	<-server.Server.ReadyNotify()
	fmt.Printf("etcd listens at http://%s\n", server.Clients[0].Addr())
	ending := make(chan os.Signal, 1)
	signal.Notify(ending, syscall.SIGINT, syscall.SIGTERM)
	select {
	case <-ending:
		return nil
	case err := <-server.Err():
		return err
	}
}

func configuration(folder string) *embed.Config {
	config := embed.NewConfig()
	config.Dir, config.LogLevel, config.UnsafeNoFsync = folder, "error", true
	config.ListenClientUrls, config.AdvertiseClientUrls, config.ListenPeerUrls = anyPort, anyPort, anyPort
	return config
}
